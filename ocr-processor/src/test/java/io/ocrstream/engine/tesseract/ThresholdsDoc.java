/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The table in docs/thresholds.md, which {@link ThresholdSweep} writes. */
final class ThresholdsDoc {
  /** Tests run in the module's folder. */
  static final Path DOC = Path.of("..", "docs", "thresholds.md");

  private static final String BEGIN = "<!-- measured: thresholds -->\n";
  private static final String END = "<!-- end -->\n";
  private static final String HEAD =
      """
      | constant | value | documents | other values | choice of ten folds |
      |---|---|---|---|---|
      """;
  private static final Pattern ROW =
      Pattern.compile("^\\| `([\\w/.]+)` \\| ([\\d.]+) \\|", Pattern.MULTILINE);

  /**
   * A row's constant and the value that was in the source when it was measured.
   *
   * @param title the constant, see {@link SweptConstant#title}
   */
  record Row(String title, double value) {
    private static Row of(MatchResult row) {
      return new Row(row.group(1), Double.parseDouble(row.group(2)));
    }
  }

  private ThresholdsDoc() {}

  static List<Row> rows() throws IOException {
    return ROW.matcher(Files.readString(DOC)).results().map(Row::of).toList();
  }

  /** Replaces the table. */
  static void write(List<String> rows) throws IOException {
    String text = Files.readString(DOC);
    int from = text.indexOf(BEGIN);
    int to = text.indexOf(END, from);
    if (from < 0 || to < 0) {
      throw new IllegalStateException(DOC + " has no place for the table");
    }
    String table = "\n" + HEAD + String.join("", rows) + "\n";
    Files.writeString(DOC, text.substring(0, from) + BEGIN + table + text.substring(to));
  }
}
