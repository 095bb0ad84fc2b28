/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.TextScore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Fits a {@link ReadingModel}: the curves by maximum likelihood over words, then both thresholds by
 * the mean error rate of the documents, within the time that second readings may cost.
 */
final class ReadingFit {
  /** Times the processor time of one reading that the readings of all documents may take. */
  private static final double MOST_TIMES = 1.6;

  private static final int STEPS = 50;
  private static final double STEP = 0.01;
  private static final double LEAST_SURE = 0.6;
  private static final double LEAST_GAIN = -0.05;
  private static final double MOST_GAIN = 0.1;

  /** Gain in the mean error rate below which the cheaper thresholds are taken. */
  private static final double NOTABLE = 0.0005;

  private ReadingFit() {}

  /** A word's confidence, and whether it stands in the known text. */
  record Judged(double confidence, boolean isRight) {}

  /** Fits on {@code documents}. */
  static ReadingModel of(List<ReadDocument> documents) {
    ReadingModel.Curve tesseract = curve(documents, EngineName.TESSERACT);
    ReadingModel.Curve onnx = curve(documents, EngineName.ONNX);
    ReadingModel best = new ReadingModel(tesseract, onnx, 0, 0);
    double least =
        mean(
            documents,
            document -> document.chosen(new ReadingModel(tesseract, onnx, 0, 0)).errorRate());
    double alone =
        mean(documents, document -> document.seconds(new ReadingModel(tesseract, onnx, 0, 0)));
    for (double gain = LEAST_GAIN; gain <= MOST_GAIN; gain += STEP) {
      for (double sure = LEAST_SURE; sure < 1; sure += STEP) {
        ReadingModel model = new ReadingModel(tesseract, onnx, rounded(sure), rounded(gain));
        if (mean(documents, document -> document.seconds(model)) > MOST_TIMES * alone) {
          break;
        }
        double rate = mean(documents, document -> document.chosen(model).errorRate());
        if (rate < least - NOTABLE) {
          least = rate;
          best = model;
        }
      }
    }
    return best;
  }

  private static double rounded(double value) {
    return Math.round(value / STEP) * STEP;
  }

  private static double mean(List<ReadDocument> documents, ToDoubleFunction<ReadDocument> figure) {
    return documents.stream().mapToDouble(figure).average().orElseThrow();
  }

  /* Newton's steps towards the greatest likelihood. */
  private static ReadingModel.Curve curve(List<ReadDocument> documents, EngineName engine) {
    List<Judged> words = documents.stream().flatMap(d -> d.judged(engine).stream()).toList();
    double intercept = 0;
    double slope = 1;
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[2];
      double[] curvature = new double[3];
      for (Judged word : words) {
        double odds = ReadingModel.Curve.odds(word.confidence());
        double likely = new ReadingModel.Curve(intercept, slope).at(word.confidence());
        double off = (word.isRight() ? 1 : 0) - likely;
        double weight = likely * (1 - likely);
        gradient[0] += off;
        gradient[1] += off * odds;
        curvature[0] += weight;
        curvature[1] += weight * odds;
        curvature[2] += weight * odds * odds;
      }
      double determinant = curvature[0] * curvature[2] - curvature[1] * curvature[1];
      intercept += (curvature[2] * gradient[0] - curvature[1] * gradient[1]) / determinant;
      slope += (curvature[0] * gradient[1] - curvature[1] * gradient[0]) / determinant;
    }
    return new ReadingModel.Curve(intercept, Math.max(0, slope));
  }

  /** The words of {@code pages}; one is right if it is left among those of {@code truth}. */
  static List<Judged> judged(List<Page> pages, String truth) {
    String there = TextScore.normal(truth);
    boolean isUpper =
        there.equals(there.toUpperCase(Locale.ROOT))
            && !there.equals(there.toLowerCase(Locale.ROOT));
    Map<String, Integer> left = new HashMap<>();
    for (String word : there.split(" ", -1)) {
      left.merge(word, 1, Integer::sum);
    }
    List<Judged> judged = new ArrayList<>();
    for (Page page : pages) {
      for (Word word : page.words() == null ? List.<Word>of() : page.words()) {
        String text = TextScore.normal(word.text());
        String key = isUpper ? text.toUpperCase(Locale.ROOT) : text;
        boolean isRight = left.merge(key, -1, Integer::sum) >= 0;
        judged.add(new Judged(word.confidence(), isRight));
      }
    }
    return judged;
  }
}
