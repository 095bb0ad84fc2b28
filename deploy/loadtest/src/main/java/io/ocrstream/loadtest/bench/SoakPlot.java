/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Draws the memory of a soak over its pages as SVG. */
final class SoakPlot {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 360;
  private static final int MARGIN = 60;
  private static final double MIB = 1 << 20;
  private static final int RULES = 5;

  private final List<MemorySample> samples;
  private final double maxPages;
  private final double maxBytes;

  private SoakPlot(List<MemorySample> samples) {
    this.samples = samples;
    this.maxPages = Math.max(1, samples.stream().mapToInt(MemorySample::pages).max().orElse(1));
    this.maxBytes =
        1.1
            * samples.stream()
                .mapToLong(s -> Math.max(s.workerBytes(), s.childrenBytes()))
                .max()
                .orElse(1);
  }

  static String svg(List<MemorySample> samples) {
    SoakPlot plot = new SoakPlot(samples);
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="white"/>
        <title>Resident memory over pages read</title>
        %s%s%s<text x="%d" y="%d" text-anchor="middle">pages read</text>
        </svg>
        """
        .formatted(
            WIDTH,
            HEIGHT,
            plot.rules(),
            plot.line(MemorySample::childrenBytes, "#b3541e", "children, together", 20),
            plot.line(MemorySample::workerBytes, "#1e5ab3", "worker", 36),
            WIDTH / 2,
            HEIGHT - 12);
  }

  private String rules() {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i <= RULES; i++) {
      double bytes = maxBytes * i / RULES;
      double pages = maxPages * i / RULES;
      rules.append(
          format(
              "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\""
                  + " text-anchor=\"end\">%.0f MiB</text><text x=\"%.1f\" y=\"%d\""
                  + " text-anchor=\"middle\">%.0f</text>%n",
              MARGIN,
              y(bytes),
              WIDTH - MARGIN / 2,
              MARGIN - 4,
              y(bytes) + 4,
              bytes / MIB,
              x(pages),
              HEIGHT - MARGIN / 2,
              pages));
    }
    return rules.toString();
  }

  private String line(ToLongFunction<MemorySample> bytes, String colour, String name, int nameY) {
    String points =
        samples.stream()
            .map(s -> format("%.1f,%.1f", x(s.pages()), y((double) bytes.applyAsLong(s))))
            .collect(Collectors.joining(" "));
    return format(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>"
            + "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
        points, colour, MARGIN + 10, nameY, colour, name);
  }

  private double x(double pages) {
    return MARGIN + pages / maxPages * (WIDTH - 1.5 * MARGIN);
  }

  private double y(double bytes) {
    return HEIGHT - MARGIN - bytes / maxBytes * (HEIGHT - 1.5 * MARGIN);
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
