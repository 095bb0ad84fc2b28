/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.Block;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Confidence;
import io.ocrstream.engine.image.PixelRectangle;
import io.ocrstream.engine.preparation.PageFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The recognised text of an image. Text, words, lines, blocks and confidence come from one table
 * and are consistent.
 *
 * @param words in reading order, boxes in pixels of the image
 * @param lines ranges of words, in order
 * @param paragraphs ranges of lines, in order
 * @param trust mean confidence, 0 to 1, over words and dropped specks, by which results are
 *     compared; null if there were neither
 */
public record RecognisedText(
    List<Word> words, List<Run> lines, List<Run> paragraphs, @Nullable Double trust) {
  /** Confidence below which words do not make a result fuller. Measured: noise has 0.15. */
  static final double MIN_CONFIDENCE_THAT_COUNTS = 0.3;

  /** Minimum number of letters and digits in a trusted word. Specks rarely join to three. */
  static final int MIN_TRUSTED_LETTERS = 3;

  /** Minimum confidence of a trusted word. */
  static final double MIN_TRUSTED_CONFIDENCE = 0.7;

  /** Minimum confidence of a sure word. Measured: capitals upside down rarely have it. */
  static final double MIN_SURE_CONFIDENCE = 0.9;

  /** Minimum number of sure words in a line that proves the orientation. */
  static final int MIN_SURE_WORDS_OF_LINE = 3;

  /**
   * A range of consecutive items.
   *
   * @param first index of the first, from 0
   * @param count number of items, from 1
   */
  record Run(int first, int count) {}

  /** Copies the lists. */
  public RecognisedText {
    words = List.copyOf(words);
    lines = List.copyOf(lines);
    paragraphs = List.copyOf(paragraphs);
  }

  /** Returns the text. Lines end with a line feed, and an empty line separates paragraphs. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Run paragraph : paragraphs) {
      if (text.length() > 0) {
        text.append('\n');
      }
      for (Run line : of(lines, paragraph)) {
        text.append(text(line)).append('\n');
      }
    }
    return text.toString();
  }

  private String text(Run line) {
    return of(words, line).stream().map(Word::text).collect(Collectors.joining(" "));
  }

  /**
   * Returns the mean confidence of the words, 0 to 1, rounded to four digits; null without words.
   */
  @Nullable Double confidence() {
    return Confidence.mean(words);
  }

  /** Returns whether the trust is below {@code least}, or there is none. */
  boolean isBelow(double least) {
    return trust == null || trust < least;
  }

  /** Returns the result without its words. */
  RecognisedText emptied() {
    return new RecognisedText(List.of(), List.of(), List.of(), trust);
  }

  /**
   * Returns whether this result has more text in trusted words, or, if both have as much, more
   * trust. Any result is better than an empty one.
   */
  boolean isBetterThan(RecognisedText other) {
    int trusted = trustedLength(words);
    int others = trustedLength(other.words);
    return trusted != others ? trusted > others : isReadWithMoreConfidenceThan(other);
  }

  /**
   * Returns whether a line proves that the orientation is right. Specks and letters that are upside
   * down make no such line.
   */
  boolean hasSureLine() {
    return lines.stream()
        .anyMatch(
            line ->
                of(words, line).stream()
                        .filter(word -> word.confidence() >= MIN_SURE_CONFIDENCE && isTrusted(word))
                        .count()
                    >= MIN_SURE_WORDS_OF_LINE);
  }

  /** Returns whether a word is a real one and not specks read as letters. */
  static boolean isTrusted(Word word) {
    return word.confidence() >= MIN_TRUSTED_CONFIDENCE
        && word.text().codePoints().map(RecognisedText::letters).sum() >= MIN_TRUSTED_LETTERS;
  }

  /* An ideograph counts as several letters. */
  private static int letters(int character) {
    return Character.isIdeographic(character)
        ? MIN_TRUSTED_LETTERS
        : Character.isLetterOrDigit(character) ? 1 : 0;
  }

  private static int trustedLength(List<Word> words) {
    return words.stream()
        .filter(RecognisedText::isTrusted)
        .mapToInt(word -> word.text().length())
        .sum();
  }

  private boolean isReadWithMoreConfidenceThan(RecognisedText other) {
    return trust != null && (other.trust == null || trust > other.trust);
  }

  /** Returns whether this result has more text, with each letter weighted by its confidence. */
  boolean isFullerThan(RecognisedText other) {
    return weight() > other.weight();
  }

  private double weight() {
    return words.stream()
        .filter(word -> word.confidence() >= MIN_CONFIDENCE_THAT_COUNTS)
        .mapToDouble(word -> word.confidence() * word.text().length())
        .sum();
  }

  /** Returns the bounding boxes of the words. */
  List<PixelRectangle> boxes() {
    return words.stream().map(RecognisedText::box).toList();
  }

  /**
   * Returns the result with boxes in pixels of the page.
   *
   * @param frame maps pixels of the image to the page
   */
  RecognisedText on(PageFrame frame) {
    List<Word> placed =
        words.stream()
            .map(
                word -> {
                  PixelRectangle box = frame.onPage(box(word));
                  return Word.of(
                      word.text(),
                      box.left(),
                      box.top(),
                      box.width(),
                      box.height(),
                      word.confidence());
                })
            .toList();
    return new RecognisedText(placed, lines, paragraphs, trust);
  }

  /** Returns the lines with their bounding boxes. */
  List<Line> linesOnPage() {
    List<Line> placed = new ArrayList<>();
    for (Run run : lines) {
      List<Word> inLine = of(words, run);
      PixelRectangle box = around(inLine.stream().map(RecognisedText::box).toList());
      Double confidence = Confidence.mean(inLine);
      placed.add(
          new Line(
              text(run),
              box.left(),
              box.top(),
              box.width(),
              box.height(),
              confidence == null ? 0 : confidence,
              run.first(),
              run.count(),
              null));
    }
    return placed;
  }

  /** Returns the paragraphs as blocks with their bounding boxes. */
  List<Block> blocksOnPage() {
    List<Block> placed = new ArrayList<>();
    for (Run run : paragraphs) {
      PixelRectangle box =
          around(
              of(lines, run).stream()
                  .flatMap(line -> of(words, line).stream())
                  .map(RecognisedText::box)
                  .toList());
      placed.add(
          new Block(
              box.left(), box.top(), box.width(), box.height(), run.first(), run.count(), null));
    }
    return placed;
  }

  private static <T> List<T> of(List<T> all, Run run) {
    return all.subList(run.first(), run.first() + run.count());
  }

  static PixelRectangle box(Word word) {
    return new PixelRectangle(
        word.x(), word.y(), word.x() + word.width(), word.y() + word.height());
  }

  static PixelRectangle around(List<PixelRectangle> boxes) {
    return boxes.stream().reduce(PixelRectangle::around).orElseThrow();
  }
}
