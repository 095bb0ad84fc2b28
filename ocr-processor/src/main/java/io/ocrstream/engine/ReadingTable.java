/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Reading.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a reading from Tesseract's tab-separated table: one row for each word, with the numbers of
 * its block, paragraph and line.
 *
 * <p><b>Threading:</b> one thread.
 */
final class ReadingTable {
  /** Below this confidence, what has neither letter nor digit is a speck of the paper, no word. */
  static final double LEAST_SIGN = 0.4;

  private static final int WORD_LEVEL = 5;
  private static final int COLUMNS = 12;

  private final List<Word> words = new ArrayList<>();
  private final List<Word> seen = new ArrayList<>();
  private final List<Integer> lineStarts = new ArrayList<>();
  private final List<Integer> paragraphStarts = new ArrayList<>();
  private String paragraph = "";
  private String line = "";

  private ReadingTable() {}

  /** What {@code table} says. */
  static Reading parse(String table) {
    ReadingTable parsed = new ReadingTable();
    for (String row : table.split("\n", -1)) {
      String[] cells = row.split("\t", COLUMNS);
      if (cells.length == COLUMNS && cells[0].equals(Integer.toString(WORD_LEVEL))) {
        parsed.add(cells);
      }
    }
    return new Reading(
        parsed.words,
        runs(parsed.lineStarts, parsed.words.size()),
        runs(parsed.paragraphStarts, parsed.lineStarts.size()),
        Reading.mean(parsed.seen));
  }

  private void add(String[] cells) {
    Word word = word(cells);
    if (word.text().isEmpty()) {
      return;
    }
    seen.add(word);
    if (isSpeck(word)) {
      return;
    }
    String inParagraph = cells[2] + "." + cells[3];
    String inLine = inParagraph + "." + cells[4];
    if (!inParagraph.equals(paragraph)) {
      paragraphStarts.add(lineStarts.size());
      paragraph = inParagraph;
    }
    if (!inLine.equals(line)) {
      lineStarts.add(words.size());
      line = inLine;
    }
    words.add(word);
  }

  private static List<Run> runs(List<Integer> starts, int end) {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int next = i + 1 < starts.size() ? starts.get(i + 1) : end;
      runs.add(new Run(starts.get(i), next - starts.get(i)));
    }
    return runs;
  }

  private static boolean isSpeck(Word word) {
    return word.confidence() < LEAST_SIGN
        && word.text().codePoints().noneMatch(Character::isLetterOrDigit);
  }

  private static Word word(String[] cells) {
    return Word.of(
        cells[11].strip(),
        Integer.parseInt(cells[6]),
        Integer.parseInt(cells[7]),
        Integer.parseInt(cells[8]),
        Integer.parseInt(cells[9]),
        confidence(cells[10]));
  }

  /* Written with the comma of the process' locale, where that has one. */
  private static double confidence(String percent) {
    double value = Double.parseDouble(percent.replace(',', '.')) / 100;
    return Reading.rounded(Math.max(0, Math.min(1, value)));
  }
}
