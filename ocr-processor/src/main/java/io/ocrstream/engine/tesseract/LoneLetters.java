/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.Word;
import io.ocrstream.engine.image.PixelRectangle;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Repairs letters and digits that stand alone, as in a cell of a table. There Tesseract reads O as
 * {@code 0}, {@code Oo} or {@code fe)}, a zero as {@code (0)} or {@code ie)}, and X as {@code Xx}.
 * If the ink of such a word is one connected piece, it is one character, and its shape tells which.
 * The confidence stays that of the reading.
 *
 * <p><b>Threading:</b> any.
 */
final class LoneLetters {
  /** How Tesseract reads a round character that stands alone. */
  private static final Pattern ROUND =
      Pattern.compile("0|[Oo]\u00B0|oO|Oo|[(\\[{fitc1]?[oOe0ci68][)}\\]]");

  private static final Pattern CROSS = Pattern.compile("xX|Xx");

  /**
   * Confidence from which a word is taken as it was read. Measured: misread ones have up to 0.7.
   */
  private static final double MAX_CONFIDENCE = 0.8;

  /**
   * Ratio of width to height from which a round character is the letter. Measured on 288 fonts:
   * nine in ten letters have more, and nine in ten zeros less.
   */
  private static final double MIN_ASPECT_RATIO_OF_LETTER = 0.9;

  /** Ratio of width to height above which a piece of ink is not one character. */
  private static final double MAX_ASPECT_RATIO = 1.5;

  /**
   * Minimum height of a capital, in usual heights of words. Zeros of some fonts are round, but
   * lower.
   */
  private static final double MIN_USUAL_HEIGHTS_OF_CAPITAL = 0.75;

  /** Minimum height of a character, in usual heights; lower pieces are specks. */
  private static final double MIN_USUAL_HEIGHTS = 0.4;

  private final List<PixelRectangle> ink;
  private final double usualHeight;

  private LoneLetters(List<PixelRectangle> ink, double usualHeight) {
    this.ink = ink;
    this.usualHeight = usualHeight;
  }

  /**
   * Returns {@code reading} with its lone letters repaired.
   *
   * @param ink connected components of the page
   */
  static RecognisedText repaired(RecognisedText reading, List<PixelRectangle> ink) {
    if (reading.words().stream().noneMatch(LoneLetters::mayBeLone)) {
      return reading;
    }
    int[] heights = reading.words().stream().mapToInt(Word::height).sorted().toArray();
    LoneLetters letters = new LoneLetters(ink, heights[heights.length / 2]);
    return new RecognisedText(
        reading.words().stream().map(letters::repaired).toList(),
        reading.lines(),
        reading.paragraphs(),
        reading.trust());
  }

  private static boolean mayBeLone(Word word) {
    return word.confidence() < MAX_CONFIDENCE
        && (ROUND.matcher(word.text()).matches() || CROSS.matcher(word.text()).matches());
  }

  private Word repaired(Word word) {
    if (!mayBeLone(word)) {
      return word;
    }
    List<PixelRectangle> pieces = pieces(word);
    return pieces.size() == 1 && ratio(pieces.get(0)) <= MAX_ASPECT_RATIO
        ? with(word, pieces.get(0))
        : word;
  }

  private Word with(Word word, PixelRectangle piece) {
    boolean isCapital = piece.height() >= MIN_USUAL_HEIGHTS_OF_CAPITAL * usualHeight;
    String text =
        ROUND.matcher(word.text()).matches()
            ? isCapital && ratio(piece) >= MIN_ASPECT_RATIO_OF_LETTER ? "O" : "0"
            : isCapital ? "X" : "x";
    return text.equals(word.text())
        ? word
        : Word.of(
            text, piece.left(), piece.top(), piece.width(), piece.height(), word.confidence());
  }

  private static double ratio(PixelRectangle piece) {
    return (double) piece.width() / piece.height();
  }

  /* Without specks. */
  private List<PixelRectangle> pieces(Word word) {
    PixelRectangle box = RecognisedText.box(word);
    return ink.stream()
        .filter(piece -> piece.height() >= MIN_USUAL_HEIGHTS * usualHeight)
        .filter(box::holdsMiddleOf)
        .toList();
  }
}
