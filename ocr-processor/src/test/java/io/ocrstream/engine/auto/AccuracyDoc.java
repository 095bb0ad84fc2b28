/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static java.util.Objects.requireNonNull;

import io.ocrstream.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The measured parts of docs/accuracy.md and the diagrams beside it, made from the stored results.
 */
final class AccuracyDoc {
  /** The stored results; tests run in the module's folder. */
  static final Path RESULTS = Path.of("src/test/resources/io/ocrstream/engine/auto/accuracy.json");

  static final Path DOCS = Path.of("..", "docs");
  static final Path DOC = DOCS.resolve("accuracy.md");

  private static final String BEGIN = "<!-- measured: %s -->\n";
  private static final String END = "<!-- end -->\n";

  private AccuracyDoc() {}

  static AccuracyResults stored() throws IOException {
    return Json.readOwn(Files.readAllBytes(RESULTS), AccuracyResults.class);
  }

  /** Returns the document with its measured parts as {@code results} give them. */
  static String with(AccuracyResults results, String document) {
    String text = document;
    for (Map.Entry<String, String> block : blocks(results).entrySet()) {
      String begin = BEGIN.formatted(block.getKey());
      int from = text.indexOf(begin);
      int to = text.indexOf(END, from);
      if (from < 0 || to < 0) {
        throw new IllegalStateException("docs/accuracy.md has no place for " + block.getKey());
      }
      text = text.substring(0, from) + begin + "\n" + block.getValue() + "\n" + text.substring(to);
    }
    return text;
  }

  /** Returns the diagrams by file name. */
  static Map<String, String> diagrams(AccuracyResults results) {
    Map<String, String> files = new LinkedHashMap<>();
    results
        .diagrams()
        .forEach(
            diagram ->
                files.put(
                    "reliability-%s.svg".formatted(diagram.engine()),
                    ReliabilityDiagram.svg(diagram)));
    return files;
  }

  private static Map<String, String> blocks(AccuracyResults results) {
    Map<String, String> blocks = new LinkedHashMap<>();
    blocks.put("kinds", kinds(results));
    blocks.put("calibration", calibration(results));
    blocks.put("review", review(results.review()));
    return blocks;
  }

  private static String kinds(AccuracyResults results) {
    StringBuilder table =
        new StringBuilder(
            "| kind | documents | CER, command line | CER, `tesseract` | CER, `onnx` | CER, `auto` |"
                + " mean CER, `tesseract` | mean CER, `auto` | 90th percentile, `auto` | over .5,"
                + " `tesseract` | over .5, `auto` | words, `tesseract` | words, `onnx` | words, `auto`"
                + " | CPU s, `tesseract` | CPU s, `auto` |\n"
                + "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    results.kinds().forEach(kind -> table.append(row(kind)));
    return table.toString();
  }

  private static String row(AccuracyResults.Kind kind) {
    AccuracyResults.Figures line = figures(kind, "command line");
    AccuracyResults.Figures tesseract = figures(kind, "tesseract");
    AccuracyResults.Figures onnx = figures(kind, "onnx");
    AccuracyResults.Figures auto = figures(kind, "auto");
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.2f | %.2f | %.3f | %.3f | %.3f | %.2f | %.2f |\n",
        kind.kind(),
        kind.documents(),
        line.median(),
        tesseract.median(),
        onnx.median(),
        auto.median(),
        tesseract.mean(),
        auto.mean(),
        auto.ninetieth(),
        tesseract.bad(),
        auto.bad(),
        tesseract.words(),
        onnx.words(),
        auto.words(),
        tesseract.seconds(),
        auto.seconds());
  }

  private static AccuracyResults.Figures figures(AccuracyResults.Kind kind, String way) {
    return requireNonNull(kind.figures().get(way));
  }

  private static String calibration(AccuracyResults results) {
    StringBuilder text =
        new StringBuilder(
            "| engine | expected calibration error, own confidence | calibrated |\n|---|---|---|\n");
    for (AccuracyResults.Diagram diagram : results.diagrams()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %.3f | %.3f |\n",
              diagram.engine(),
              diagram.before().error(),
              diagram.after().error()));
    }
    for (AccuracyResults.Diagram diagram : results.diagrams()) {
      text.append(
          "\n![Reliability of `%1$s`](reliability-%1$s.svg)\n\n| confidence | right | words |\n|---|---|---|\n"
              .formatted(diagram.engine()));
      for (AccuracyResults.Bin bin : diagram.after().bins()) {
        text.append(
            String.format(
                Locale.ROOT, "| %.2f | %.2f | %d |\n", bin.confidence(), bin.right(), bin.words()));
      }
    }
    return text.toString();
  }

  private static String review(AccuracyResults.Review review) {
    return String.format(
        Locale.ROOT,
        """
        | documents | all | as they should be |
        |---|---|---|
        | fewer than nine in ten words right | %d | %d need review |
        | the others | %d | %d need none |

        Fitted on all documents: `ocr.review.min-confidence` %.2f.
        """,
        review.bad(),
        review.found(),
        review.good(),
        review.passed(),
        review.minConfidence());
  }
}
