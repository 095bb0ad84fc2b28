/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Confidence;
import io.ocrstream.engine.tesseract.RecognisedText.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Parses Tesseract's tab-separated table, which has one row for each word with the numbers of its
 * block, paragraph and line.
 *
 * <p>It drops two kinds of false words: specks of the paper, and strokes of drawings, which have
 * very low confidence and are much larger or smaller than the page's letters. It repairs quotation
 * marks and parentheses.
 *
 * <p><b>Threading:</b> one thread.
 */
final class TsvParser {
  /** Confidence below which a word without letters and digits is a speck. */
  static final double MIN_CONFIDENCE_SYMBOL_WORD = 0.4;

  /** Confidence below which a word of unusual height is part of a drawing. */
  static final double MIN_CONFIDENCE_UNUSUAL_HEIGHT = 0.2;

  /** Height below which a word is unusual, as a multiple of the usual height. */
  static final double MIN_USUAL_HEIGHTS = 0.5;

  /** Height above which a word is unusual, as a multiple of the usual height. */
  static final double MAX_USUAL_HEIGHTS = 2;

  /**
   * Minimum share of characters in trusted words. A page with less is a drawing. Measured: poor
   * receipts have 0.4 and more.
   */
  static final double MIN_TRUSTED_PART_OF_TEXT = 0.3;

  /** Minimum share of characters in trusted words, for a line of a drawing to be text. */
  static final double MIN_TRUSTED_PART_OF_LINE = 0.5;

  /** Mean confidence from which a page is not a drawing, however short its words. */
  static final double MIN_CONFIDENCE_OF_TEXT = 0.75;

  /** Share of words without letters and digits above which a page is a drawing. */
  private static final double MAX_SPECK_SHARE_OF_TEXT = 0.5;

  /** Ratio of height to width from which a word of several letters is vertical. */
  static final double MIN_VERTICAL_ASPECT_RATIO = 1.5;

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
   * @param line numbers of its block, paragraph and line
   */
  private record Row(Word word, String paragraph, String line) {
    static Row of(String[] cells) {
      String paragraph = cells[2] + "." + cells[3];
      return new Row(TsvParser.word(cells), paragraph, paragraph + "." + cells[4]);
    }
  }

  /** Returns the text of {@code table}. */
  static RecognisedText parse(String table) {
    List<Row> rows = rows(table);
    List<Row> signs = rows.stream().filter(row -> !isSpeck(row.word())).toList();
    double height = usualHeight(signs);
    TsvParser parsed = new TsvParser();
    notesLast(writing(signs.stream().filter(row -> !isDrawn(row.word(), height)).toList()))
        .forEach(parsed::add);
    return new RecognisedText(
        repaired(parsed.words),
        runs(parsed.lineStarts, parsed.words.size()),
        runs(parsed.paragraphStarts, parsed.lineStarts.size()),
        Confidence.mean(rows.stream().map(Row::word).toList()));
  }

  /**
   * Returns all rows; of a drawing, only the page number and lines that mainly consist of trusted
   * words.
   */
  private static List<Row> writing(List<Row> rows) {
    Collection<List<Row>> lines =
        rows.stream().collect(groupingBy(Row::line, LinkedHashMap::new, toList())).values();
    return isDrawing(rowsOf(lines, line -> !isPageNumber(line)))
        ? rowsOf(lines, line -> isPageNumber(line) || isTrusted(line))
        : rows;
  }

  private static List<Row> rowsOf(Collection<List<Row>> lines, Predicate<List<Row>> kept) {
    return lines.stream().filter(kept).flatMap(List::stream).toList();
  }

  private static boolean isPageNumber(List<Row> line) {
    return PageNumber.is(line.stream().map(Row::word).toList());
  }

  private static boolean isTrusted(List<Row> line) {
    return trustedPart(line) >= MIN_TRUSTED_PART_OF_LINE;
  }

  /* Vertical text beside horizontal lines is a margin note and comes last. */
  private static List<Row> notesLast(List<Row> rows) {
    Map<String, Boolean> upright =
        rows.stream()
            .collect(
                groupingBy(
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
        && word.height() >= MIN_VERTICAL_ASPECT_RATIO * word.width();
  }

  private static boolean isDrawing(List<Row> rows) {
    Double mean = Confidence.mean(rows.stream().map(Row::word).toList());
    long signs = rows.stream().filter(row -> !hasLetter(row.word())).count();
    return mean != null
        && (signs > MAX_SPECK_SHARE_OF_TEXT * rows.size()
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

  private static List<Word> repaired(List<Word> words) {
    List<String> texts = QuotationMarks.repaired(words.stream().map(Word::text).toList());
    List<Word> repaired = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Word word = words.get(i);
      repaired.add(
          Word.of(
              Parentheses.paired(texts.get(i)),
              word.x(),
              word.y(),
              word.width(),
              word.height(),
              word.confidence()));
    }
    return repaired;
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
    return word.confidence() < MIN_CONFIDENCE_SYMBOL_WORD && !hasLetter(word);
  }

  private static boolean isDrawn(Word word, double usualHeight) {
    return word.confidence() < MIN_CONFIDENCE_UNUSUAL_HEIGHT
        && (word.height() < MIN_USUAL_HEIGHTS * usualHeight
            || word.height() > MAX_USUAL_HEIGHTS * usualHeight);
  }

  /** Returns the median height of the words, in pixels; 0 without words. */
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

  /* Tesseract writes numbers with the decimal separator of the process' locale. */
  private static double confidence(String percent) {
    double value = Double.parseDouble(percent.replace(',', '.')) / 100;
    return Confidence.rounded(Math.max(0, Math.min(1, value)));
  }
}
