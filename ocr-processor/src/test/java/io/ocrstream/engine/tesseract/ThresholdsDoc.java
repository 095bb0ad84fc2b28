/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** Writes rows into the table, and keeps those of the other constants. */
  static void write(List<String> rows) throws IOException {
    String text = Files.readString(DOC);
    Files.writeString(DOC, with(rows, text));
  }

  /** Returns {@code text} with its rows of the same constants replaced, in the order of all. */
  static String with(List<String> rows, String text) {
    int from = text.indexOf(BEGIN);
    int to = text.indexOf(END, from);
    if (from < 0 || to < 0) {
      throw new IllegalStateException(DOC + " has no place for the table");
    }
    List<String> before = text.substring(from, to).lines().map(row -> row + "\n").toList();
    Map<String, String> byTitle = new HashMap<>();
    Stream.concat(before.stream(), rows.stream())
        .forEach(row -> title(row).ifPresent(title -> byTitle.put(title, row)));
    String table =
        SweptConstants.ALL.stream()
            .map(constant -> byTitle.getOrDefault(constant.title(), ""))
            .collect(Collectors.joining());
    return text.substring(0, from) + BEGIN + "\n" + HEAD + table + "\n" + text.substring(to);
  }

  private static Optional<String> title(String row) {
    return ROW.matcher(row).results().map(match -> match.group(1)).findFirst();
  }
}
