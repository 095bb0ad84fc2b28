/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read of an image. Text, words and confidence all come from one table, so they agree.
 *
 * @param text lines end in a line feed, paragraphs in two
 * @param words in reading order, boxes in the image's pixels
 * @param confidence 0 to 1, mean over words, to four digits; null without words
 * @param trust the same with the specks that were left out; readings are judged by it
 * @param rotation degrees clockwise by which the image had been turned
 */
record Reading(
    String text,
    List<Word> words,
    @Nullable Double confidence,
    @Nullable Double trust,
    int rotation) {
  /** Below this confidence, what has neither letter nor digit is a speck of the paper, no word. */
  static final double LEAST_SIGN = 0.4;

  private static final int WORD_LEVEL = 5;
  private static final int COLUMNS = 12;
  private static final double DIGITS = 10_000;

  /** Reads Tesseract's tab-separated table. */
  static Reading ofTable(String table) {
    List<Word> words = new ArrayList<>();
    List<Word> seen = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    String paragraph = "";
    String line = "";
    for (String row : table.split("\n", -1)) {
      String[] cells = row.split("\t", COLUMNS);
      if (cells.length < COLUMNS || !cells[0].equals(Integer.toString(WORD_LEVEL))) {
        continue;
      }
      Word word = word(cells);
      if (word.text().isEmpty()) {
        continue;
      }
      seen.add(word);
      if (isSpeck(word)) {
        continue;
      }
      String inParagraph = cells[2] + "." + cells[3];
      String inLine = inParagraph + "." + cells[4];
      if (!words.isEmpty()) {
        text.append(inLine.equals(line) ? " " : inParagraph.equals(paragraph) ? "\n" : "\n\n");
      }
      text.append(word.text());
      words.add(word);
      paragraph = inParagraph;
      line = inLine;
    }
    if (!words.isEmpty()) {
      text.append('\n');
    }
    return new Reading(text.toString(), List.copyOf(words), mean(words), mean(seen), 0);
  }

  private static boolean isSpeck(Word word) {
    return word.confidence() < LEAST_SIGN
        && word.text().codePoints().noneMatch(Character::isLetterOrDigit);
  }

  /** Whether it is trusted less than {@code least}; a reading of nothing always is. */
  boolean isBelow(double least) {
    return trust == null || trust < least;
  }

  /** Whether it was read with more confidence; anything is better than nothing. */
  boolean isBetterThan(Reading other) {
    return trust != null && (other.trust == null || trust > other.trust);
  }

  /** Whether it was read with more confidence, and not by leaving doubtful lines out. */
  boolean isBetterAndFullerThan(Reading other) {
    return isBetterThan(other) && weight() > other.weight();
  }

  private double weight() {
    return words.stream().mapToDouble(word -> word.confidence() * word.text().length()).sum();
  }

  /**
   * The same with boxes where the words were before the image was straightened about its middle.
   *
   * @param degrees clockwise, by which it was
   * @param width the image's
   * @param height the image's
   */
  Reading slanted(double degrees, int width, int height) {
    if (degrees == 0) {
      return this;
    }
    List<Word> placed = words.stream().map(word -> slant(word, degrees, width, height)).toList();
    return new Reading(text, placed, confidence, trust, rotation);
  }

  /* The box keeps its size: over the length of a word the slant is a pixel or two. */
  private static Word slant(Word word, double degrees, int width, int height) {
    double right = word.x() + word.width() / 2.0 - width / 2.0;
    double below = word.y() + word.height() / 2.0 - height / 2.0;
    double cosine = Math.cos(Math.toRadians(degrees));
    double sine = Math.sin(Math.toRadians(degrees));
    double x = right * cosine + below * sine + (width - word.width()) / 2.0;
    double y = below * cosine - right * sine + (height - word.height()) / 2.0;
    int left = (int) Math.max(0, Math.min(Math.round(x), width - word.width()));
    int top = (int) Math.max(0, Math.min(Math.round(y), height - word.height()));
    return box(word, left, top, left + word.width(), top + word.height());
  }

  /** The same, told of an image turned by {@code degrees}. */
  Reading turned(int degrees) {
    return new Reading(text, words, confidence, trust, degrees);
  }

  /**
   * The same with boxes in pixels of the page as it was before it was turned.
   *
   * @param width the page's
   * @param height the page's
   */
  Reading inFrame(int width, int height) {
    List<Word> placed = words.stream().map(word -> place(word, width, height)).toList();
    return new Reading(text, placed, confidence, trust, rotation);
  }

  private Word place(Word word, int width, int height) {
    int left = word.x();
    int top = word.y();
    int right = left + word.width();
    int bottom = top + word.height();
    return switch (rotation) {
      case 90 -> box(word, top, height - right, bottom, height - left);
      case 180 -> box(word, width - right, height - bottom, width - left, height - top);
      case 270 -> box(word, width - bottom, left, width - top, right);
      default -> box(word, left, top, right, bottom);
    };
  }

  private static Word box(Word word, int left, int top, int right, int bottom) {
    return Word.of(word.text(), left, top, right - left, bottom - top, word.confidence());
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
    return rounded(Math.max(0, Math.min(1, value)));
  }

  private static @Nullable Double mean(List<Word> words) {
    return words.isEmpty()
        ? null
        : rounded(words.stream().mapToDouble(Word::confidence).average().orElseThrow());
  }

  private static double rounded(double value) {
    return Math.round(value * DIGITS) / DIGITS;
  }
}
