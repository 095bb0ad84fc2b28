/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.Block;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Confidence;
import io.ocrstream.engine.image.PageFrame;
import io.ocrstream.engine.image.PixelRectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was read of an image. Text, words, lines, blocks and confidence all come from one table, so
 * they agree.
 *
 * @param words in reading order, boxes in the image's pixels
 * @param lines which words stand in each line, in order
 * @param paragraphs which lines stand in each paragraph, in order
 * @param trust 0 to 1, mean over words and the specks that were left out; readings are judged by
 *     it; null where not even specks were found
 */
public record RecognisedText(
    List<Word> words, List<Run> lines, List<Run> paragraphs, @Nullable Double trust) {
  /** Confidence below which words, however many, do not make a reading fuller: noise has .15. */
  static final double MIN_CONFIDENCE_THAT_COUNTS = 0.3;

  /** Letters and digits from which a word may be trusted: marks seldom join to three. */
  static final int MIN_TRUSTED_LETTERS = 3;

  /** Confidence from which a word may be trusted. */
  static final double MIN_TRUSTED_CONFIDENCE = 0.7;

  /** Confidence from which a trusted word is sure: on their head, capitals seldom have it. */
  static final double MIN_SURE_CONFIDENCE = 0.9;

  /** Sure words from which a line says which way is up. */
  static final int MIN_SURE_WORDS_OF_LINE = 3;

  /**
   * Things that follow each other.
   *
   * @param first index of the first, from 0
   * @param count how many, from 1
   */
  record Run(int first, int count) {}

  /** Copies the lists. */
  public RecognisedText {
    words = List.copyOf(words);
    lines = List.copyOf(lines);
    paragraphs = List.copyOf(paragraphs);
  }

  /** Lines end in a line feed, paragraphs in two, but for the last. */
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

  /** 0 to 1, mean over words, to four digits; null without words. */
  @Nullable Double confidence() {
    return Confidence.mean(words);
  }

  /** Whether it is trusted less than {@code least}; a reading of nothing always is. */
  boolean isBelow(double least) {
    return trust == null || trust < least;
  }

  /** The same without its words. */
  RecognisedText emptied() {
    return new RecognisedText(List.of(), List.of(), List.of(), trust);
  }

  /**
   * Whether more of it can be trusted; of two alike, whether it was read with more confidence.
   * Anything is better than nothing.
   */
  boolean isBetterThan(RecognisedText other) {
    int trusted = trustedLength(words);
    int others = trustedLength(other.words);
    return trusted != others ? trusted > others : isReadWithMoreConfidenceThan(other);
  }

  /** Whether a line of it says which way is up: marks and letters on their head make no such. */
  boolean hasSureLine() {
    return lines.stream()
        .anyMatch(
            line ->
                of(words, line).stream()
                        .filter(word -> word.confidence() >= MIN_SURE_CONFIDENCE && isTrusted(word))
                        .count()
                    >= MIN_SURE_WORDS_OF_LINE);
  }

  /** Whether a word is one, not marks that were taken for it. */
  static boolean isTrusted(Word word) {
    return word.confidence() >= MIN_TRUSTED_CONFIDENCE
        && word.text().codePoints().map(RecognisedText::letters).sum() >= MIN_TRUSTED_LETTERS;
  }

  /* An ideograph says as much as several letters. */
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

  /** Whether more was read in it, each letter counted as far as it is trusted. */
  boolean isFullerThan(RecognisedText other) {
    return weight() > other.weight();
  }

  private double weight() {
    return words.stream()
        .filter(word -> word.confidence() >= MIN_CONFIDENCE_THAT_COUNTS)
        .mapToDouble(word -> word.confidence() * word.text().length())
        .sum();
  }

  /** Where the words are. */
  List<PixelRectangle> boxes() {
    return words.stream().map(RecognisedText::box).toList();
  }

  /** The same with boxes in pixels of the page that {@code frame} was made from. */
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

  /** The lines with the boxes around their words. */
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

  /** The paragraphs with the boxes around their lines. */
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

  private static PixelRectangle box(Word word) {
    return new PixelRectangle(
        word.x(), word.y(), word.x() + word.width(), word.y() + word.height());
  }

  private static PixelRectangle around(List<PixelRectangle> boxes) {
    return boxes.stream().reduce(PixelRectangle::around).orElseThrow();
  }
}
