/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static java.util.stream.Collectors.toList;

import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Confidence;
import io.ocrstream.engine.tesseract.RecognisedText.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes a reading from Tesseract's tab-separated table: one row for each word, with the numbers of
 * its block, paragraph and line.
 *
 * <p>Two things are left out that Tesseract takes for words: specks of the paper, and strokes of
 * drawings, which it reads with next to no confidence as letters far larger or smaller than the
 * page's. Quotation marks that lost a half are made whole.
 *
 * <p><b>Threading:</b> one thread.
 */
final class TsvParser {
  /** Below this confidence, what has neither letter nor digit is a speck of the paper, no word. */
  static final double LEAST_SIGN = 0.4;

  /** Below this confidence, what is not of the page's usual height is part of a drawing. */
  static final double LEAST_ODD = 0.2;

  /** Height over the page's usual one, below which a word is odd. */
  static final double LOW = 0.5;

  /** The same, above which it is. */
  static final double TALL = 2;

  /**
   * Part of the characters that trusted words hold, below which a page is a drawing: marks make up
   * most of what was read. Poor receipts have .4 and more.
   */
  static final double MIN_TRUSTED_PART_OF_TEXT = 0.3;

  /** The same of a line, below which it is no writing on a drawing. */
  static final double MIN_TRUSTED_PART_OF_LINE = 0.5;

  /** Mean confidence from which a page is no drawing, however short its words. */
  static final double MIN_CONFIDENCE_OF_TEXT = 0.75;

  /** Part of the words that have neither letter nor digit, above which a page is a drawing. */
  private static final double MAX_SIGNS_OF_TEXT = 0.5;

  /** Height over width from which a word of several letters runs up or down. */
  static final double MIN_STRETCH_OF_UPRIGHT = 1.5;

  private static final int WORD_LEVEL = 5;
  private static final int COLUMNS = 12;

  private final List<Word> words = new ArrayList<>();
  private final List<Integer> lineStarts = new ArrayList<>();
  private final List<Integer> paragraphStarts = new ArrayList<>();
  private String paragraph = "";
  private String line = "";

  private TsvParser() {}

  /**
   * A row of the table.
   *
   * @param paragraph numbers of its block and paragraph
   * @param line and of its line
   */
  private record Row(Word word, String paragraph, String line) {
    static Row of(String[] cells) {
      String paragraph = cells[2] + "." + cells[3];
      return new Row(TsvParser.word(cells), paragraph, paragraph + "." + cells[4]);
    }
  }

  /** What {@code table} says. */
  static RecognisedText parse(String table) {
    List<Row> rows = rows(table);
    List<Row> signs = rows.stream().filter(row -> !isSpeck(row.word())).toList();
    double height = usualHeight(signs);
    TsvParser parsed = new TsvParser();
    notesLast(writing(signs.stream().filter(row -> !isDrawn(row.word(), height)).toList()))
        .forEach(parsed::add);
    return new RecognisedText(
        withWholeQuotationMarks(parsed.words),
        runs(parsed.lineStarts, parsed.words.size()),
        runs(parsed.paragraphStarts, parsed.lineStarts.size()),
        Confidence.mean(rows.stream().map(Row::word).toList()));
  }

  /** Of a drawing, the lines that trusted words make up; else all. */
  private static List<Row> writing(List<Row> rows) {
    return isDrawing(rows)
        ? rows.stream()
            .collect(Collectors.groupingBy(Row::line, LinkedHashMap::new, toList()))
            .values()
            .stream()
            .filter(line -> trustedPart(line) >= MIN_TRUSTED_PART_OF_LINE)
            .flatMap(List::stream)
            .toList()
        : rows;
  }

  /* What runs up or down beside lines that run level is a note, wherever it begins. */
  private static List<Row> notesLast(List<Row> rows) {
    Map<String, Boolean> upright =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    Row::paragraph,
                    Collectors.collectingAndThen(toList(), TsvParser::runsUpright)));
    List<Row> ordered = new ArrayList<>(rows);
    ordered.sort(Comparator.comparing(row -> upright.get(row.paragraph())));
    return ordered;
  }

  private static boolean runsUpright(List<Row> paragraph) {
    long high = paragraph.stream().filter(row -> isHigh(row.word())).count();
    return 2 * high > paragraph.size();
  }

  private static boolean isHigh(Word word) {
    return word.text().length() >= RecognisedText.MIN_TRUSTED_LETTERS
        && word.height() >= MIN_STRETCH_OF_UPRIGHT * word.width();
  }

  private static boolean isDrawing(List<Row> rows) {
    Double mean = Confidence.mean(rows.stream().map(Row::word).toList());
    long signs = rows.stream().filter(row -> !hasLetter(row.word())).count();
    return mean != null
        && (signs > MAX_SIGNS_OF_TEXT * rows.size()
            || (mean < MIN_CONFIDENCE_OF_TEXT && trustedPart(rows) < MIN_TRUSTED_PART_OF_TEXT));
  }

  private static double trustedPart(List<Row> rows) {
    List<Row> trusted = rows.stream().filter(row -> RecognisedText.isTrusted(row.word())).toList();
    return (double) length(trusted) / length(rows);
  }

  private static int length(List<Row> rows) {
    return rows.stream().mapToInt(row -> row.word().text().length()).sum();
  }

  private static boolean hasLetter(Word word) {
    return word.text().codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private static List<Word> withWholeQuotationMarks(List<Word> words) {
    List<String> texts = QuotationMarks.madeWhole(words.stream().map(Word::text).toList());
    List<Word> whole = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Word word = words.get(i);
      whole.add(
          Word.of(
              texts.get(i), word.x(), word.y(), word.width(), word.height(), word.confidence()));
    }
    return whole;
  }

  private static List<Row> rows(String table) {
    List<Row> rows = new ArrayList<>();
    for (String row : table.split("\n", -1)) {
      String[] cells = row.split("\t", COLUMNS);
      if (cells.length == COLUMNS
          && cells[0].equals(Integer.toString(WORD_LEVEL))
          && !cells[11].isBlank()) {
        rows.add(Row.of(cells));
      }
    }
    return rows;
  }

  private void add(Row row) {
    if (!row.paragraph().equals(paragraph)) {
      paragraphStarts.add(lineStarts.size());
      paragraph = row.paragraph();
    }
    if (!row.line().equals(line)) {
      lineStarts.add(words.size());
      line = row.line();
    }
    words.add(row.word());
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
    return word.confidence() < LEAST_SIGN && !hasLetter(word);
  }

  private static boolean isDrawn(Word word, double usualHeight) {
    return word.confidence() < LEAST_ODD
        && (word.height() < LOW * usualHeight || word.height() > TALL * usualHeight);
  }

  /** The median of the words' heights, in pixels; 0 without words. */
  private static double usualHeight(List<Row> rows) {
    int[] heights = rows.stream().mapToInt(row -> row.word().height()).sorted().toArray();
    return heights.length == 0 ? 0 : heights[heights.length / 2];
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
    return Confidence.rounded(Math.max(0, Math.min(1, value)));
  }
}
