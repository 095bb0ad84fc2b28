/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.Block;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Replaces the words of a page line by line, and adds lines. */
public final class PageLines {
  private PageLines() {}

  /**
   * Returns {@code page} with other words; lines, blocks and their order stay. The page is returned
   * as it is if it has no lines, or if its text, lines and words do not hold the same rows.
   *
   * @param words returns the words of a line, at least one
   */
  public static Page with(Page page, Function<Line, List<Word>> words) {
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
        .withConfidence(Confidence.mean(newWords));
  }

  /**
   * Returns {@code page} with more lines at its end, as a block of their own.
   *
   * @param rows the words of each line, at least one
   */
  public static Page followedBy(Page page, List<List<Word>> rows) {
    if (rows.isEmpty() || page.words() == null || page.lines() == null || page.blocks() == null) {
      return page;
    }
    List<Word> words = new ArrayList<>(page.words());
    List<Line> lines = new ArrayList<>(page.lines());
    StringBuilder text = new StringBuilder(page.text());
    if (!lines.isEmpty()) {
      text.append('\n');
    }
    for (List<Word> row : rows) {
      lines.add(line(row, words.size()).on(page.width(), page.height()));
      words.addAll(row);
      text.append(lines.get(lines.size() - 1).text()).append('\n');
    }
    List<Block> blocks = new ArrayList<>(page.blocks());
    Rectangle box = around(rows.stream().flatMap(List::stream).toList());
    blocks.add(
        new Block(box.x, box.y, box.width, box.height, page.lines().size(), rows.size(), null)
            .on(page.width(), page.height()));
    return page.with(text.toString(), words, lines, blocks)
        .withConfidence(Confidence.mean(words))
        .withMissedInk(page.missedInk(), null);
  }

  private static Line line(List<Word> row, int firstWord) {
    Rectangle box = around(row);
    Line empty = new Line("", box.x, box.y, box.width, box.height, 0, firstWord, row.size(), null);
    return line(empty, firstWord, row);
  }

  private static Rectangle around(List<Word> words) {
    return words.stream()
        .map(word -> new Rectangle(word.x(), word.y(), word.width(), word.height()))
        .reduce(Rectangle::union)
        .orElseThrow();
  }

  /** Returns the words of a line of {@code page}. */
  public static List<Word> words(List<Word> ofPage, Line line) {
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
        Objects.requireNonNull(Confidence.mean(row), "a line has words"),
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
