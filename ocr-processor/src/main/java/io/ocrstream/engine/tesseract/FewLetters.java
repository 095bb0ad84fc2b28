/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.Preparation;
import io.ocrstream.engine.image.BinaryImage;
import io.ocrstream.engine.image.ConnectedComponents;
import io.ocrstream.engine.image.ImageOps;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelRectangle;
import io.ocrstream.engine.preparation.PreprocessedPage;
import java.util.List;
import java.util.Optional;

/**
 * The letters of a page on which Tesseract finds no line although it has ink: a single digit, or a
 * few letters, often very large. They are read as one block at the size of ordinary print. A page
 * of a few drawings looks the same, so only certain text is accepted.
 *
 * @param areLight whether they are light on a dark ground
 * @param scale factor that brings them to the size of ordinary print
 */
record FewLetters(boolean areLight, float scale) {
  /** Minimum height of a letter in pixels. Lower pieces are specks. */
  private static final int MIN_HEIGHT_PIXELS = 10;

  /** Maximum number of letters. Pages with more have lines that Tesseract finds. */
  private static final int MAX_LETTERS = 20;

  /** Height in pixels from which letters are made smaller. */
  private static final int MAX_HEIGHT_PIXELS = 100;

  /**
   * Height in pixels to which they are made smaller: one and a half times that of print at 300 dpi.
   */
  private static final float USUAL_HEIGHT_PIXELS = 48;

  /**
   * Minimum mean confidence of text. Measured: digits and words have 0.83 and more, drawings that
   * are read as several letters 0.78 and less. Rings, crosses and triangles reach 0.96, as single
   * letters.
   */
  static final double MIN_CONFIDENCE = 0.8;

  /** Returns the letters of a preprocessed page; empty if it can have none. */
  static Optional<FewLetters> on(PixImage page) {
    try (BinaryImage ink = page.ink()) {
      if (ink.blackShare() <= 0.5) {
        return of(ink, page, false);
      }
      try (BinaryImage light = ink.inverted()) {
        return of(light, page, true);
      }
    }
  }

  private static Optional<FewLetters> of(BinaryImage ink, PixImage page, boolean areLight) {
    List<PixelRectangle> letters =
        ink.pieces().stream()
            .filter(piece -> piece.height() >= MIN_HEIGHT_PIXELS)
            .filter(piece -> piece.left() > 0 && piece.right() < page.width())
            .filter(piece -> piece.top() > 0 && piece.bottom() < page.height())
            .toList();
    int highest = letters.stream().mapToInt(PixelRectangle::height).max().orElse(0);
    return letters.isEmpty() || letters.size() > MAX_LETTERS
        ? Optional.empty()
        : Optional.of(
            new FewLetters(
                areLight, highest > MAX_HEIGHT_PIXELS ? USUAL_HEIGHT_PIXELS / highest : 1));
  }

  /** Makes the letters dark and of usual size. */
  PreprocessedPage prepare(PixImage page, PreprocessedPage prepared) {
    PreprocessedPage now = prepared;
    if (areLight) {
      page.change(ImageOps::inverted);
      now = now.with(Preparation.INVERTED);
    }
    if (scale < 1) {
      page.change(ImageOps.scaled(scale));
      now = now.scaled(page.width(), page.height());
    }
    return now;
  }

  /**
   * Returns the text if it is certain, without words if it may be a drawing, and {@code blank} if
   * it is nothing.
   *
   * @param read the reading of the prepared page
   * @param ink connected components of it
   */
  static ReadAttempt credible(ReadAttempt read, List<PixelRectangle> ink, ReadAttempt blank) {
    RecognisedText reading = read.reading();
    if (reading.isBelow(MIN_CONFIDENCE) || letters(reading) == 0) {
      return blank;
    }
    boolean isText =
        letters(reading) > 1 || reading.text().codePoints().anyMatch(Character::isDigit);
    return new ReadAttempt(
        isText ? reading : reading.emptied(), ConnectedComponents.of(ink, 1), read.prepared());
  }

  /*
   * Returns the number of letters and digits; 0 if other characters are as many. A page number may
   * stand between signs.
   */
  private static long letters(RecognisedText reading) {
    String visible = reading.text().replaceAll("\\s", "");
    long letters = visible.codePoints().filter(Character::isLetterOrDigit).count();
    return 2 * letters > visible.codePoints().count() || PageNumber.isBetweenSigns(visible)
        ? letters
        : 0;
  }
}
