/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words by how likely they are said to be right: how many there are, and how many are right.
 *
 * <p><b>Threading:</b> one thread.
 */
final class ReliabilityDiagram {
  private static final int BINS = 10;
  private static final int EDGE = 300;
  private static final int MARGIN = 40;
  private static final int LEAST_WORDS = 20;

  private final double[] words = new double[BINS];
  private final double[] said = new double[BINS];
  private final double[] right = new double[BINS];

  /** Counts a word. */
  void add(double likelihood, boolean isRight) {
    int bin = (int) Math.min(BINS - 1, likelihood * BINS);
    words[bin]++;
    said[bin] += likelihood;
    right[bin] += isRight ? 1 : 0;
  }

  /** Mean distance, over words, between what is said and what is. */
  private double error() {
    double all = 0;
    double off = 0;
    for (int bin = 0; bin < BINS; bin++) {
      all += words[bin];
      off += Math.abs(said[bin] - right[bin]);
    }
    return off / all;
  }

  /** The groups with words, and the error over all. */
  AccuracyResults.Side side() {
    List<AccuracyResults.Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (words[bin] >= LEAST_WORDS) {
        bins.add(
            new AccuracyResults.Bin(
                said[bin] / words[bin], right[bin] / words[bin], (int) words[bin]));
      }
    }
    return new AccuracyResults.Side(error(), bins);
  }

  /** As a picture: the engine's own confidence hollow, the calibrated one filled. */
  static String svg(AccuracyResults.Diagram diagram) {
    int size = EDGE + 2 * MARGIN;
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %1$d\" font-family=\"sans-serif\""
                + " font-size=\"11\"><rect width=\"%1$d\" height=\"%1$d\" fill=\"#fff\"/>\n"
                + "<path d=\"M%2$d %2$d v%3$d h%3$d\" fill=\"none\" stroke=\"#444\"/>"
                + "<path d=\"M%2$d %4$d L%4$d %2$d\" stroke=\"#bbb\" stroke-dasharray=\"4\"/>\n"
                + "<text x=\"%2$d\" y=\"24\">%5$s: words that are right, by their confidence (0 to 1)</text>\n",
            size,
            MARGIN,
            EDGE,
            EDGE + MARGIN,
            diagram.engine())
        + points(diagram.before(), "fill=\"none\" stroke=\"#c60\"")
        + points(diagram.after(), "fill=\"#06c\"")
        + "<text x=\"60\" y=\"60\" fill=\"#c60\">the engine's own</text>"
        + "<text x=\"60\" y=\"76\" fill=\"#06c\">calibrated</text>\n</svg>\n";
  }

  private static String points(AccuracyResults.Side side, String style) {
    StringBuilder points = new StringBuilder();
    for (AccuracyResults.Bin bin : side.bins()) {
      points.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" %s/>\n",
              MARGIN + EDGE * bin.confidence(),
              MARGIN + EDGE * (1 - bin.right()),
              style));
    }
    return points.toString();
  }
}
