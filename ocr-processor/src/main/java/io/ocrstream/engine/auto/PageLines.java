/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Replaces the words of a page line by line. Lines, blocks and their order stay. */
final class PageLines {
  private PageLines() {}

  /**
   * Returns {@code page} with other words. The page is returned as it is if it has no lines, or if
   * its text, lines and words do not hold the same rows.
   *
   * @param words returns the words of a line, at least one
   */
  static Page with(Page page, Function<Line, List<Word>> words) {
    List<Line> lines = page.lines();
    if (lines == null || page.words() == null || !isConsistent(page, lines, page.words().size())) {
      return page;
    }
    List<Word> newWords = new ArrayList<>();
    List<Line> newLines = new ArrayList<>();
    for (Line line : lines) {
      List<Word> row = words.apply(line);
      newLines.add(line(line, newWords.size(), row));
      newWords.addAll(row);
    }
    return page.with(text(page, newLines), newWords, newLines, page.blocks())
        .withConfidence(newWords.isEmpty() ? null : ReadingModel.mean(newWords));
  }

  /** Returns the words of a line of {@code page}. */
  static List<Word> words(List<Word> ofPage, Line line) {
    return ofPage.subList(line.firstWord(), line.firstWord() + line.wordCount());
  }

  /* Returns whether the lines hold all words in order, and the text has a row for each line. */
  private static boolean isConsistent(Page page, List<Line> lines, int words) {
    int next = 0;
    for (Line line : lines) {
      if (line.firstWord() != next) {
        return false;
      }
      next += line.wordCount();
    }
    long rows = page.text().lines().filter(row -> !row.isBlank()).count();
    return next == words && rows == lines.size();
  }

  private static Line line(Line line, int firstWord, List<Word> row) {
    String text = row.stream().map(Word::text).collect(Collectors.joining(" "));
    return new Line(
        text,
        line.x(),
        line.y(),
        line.width(),
        line.height(),
        ReadingModel.mean(row),
        firstWord,
        row.size(),
        line.relative());
  }

  private static String text(Page page, List<Line> lines) {
    StringBuilder text = new StringBuilder();
    int next = 0;
    for (String row : page.text().lines().toList()) {
      text.append(row.isBlank() ? row : lines.get(next++).text()).append('\n');
    }
    return text.toString();
  }
}
