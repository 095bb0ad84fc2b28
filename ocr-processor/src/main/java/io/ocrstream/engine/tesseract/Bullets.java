/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.Word;
import io.ocrstream.engine.image.BinaryImage;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelRectangle;
import java.util.ArrayList;
import java.util.List;

/**
 * Corrects the bullets of lists, which Tesseract reads as round letters, mostly as {@code e}: its
 * models were hardly taught any. A bullet is a disc, and a round letter has an opening.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Bullets {
  /**
   * Minimum black share of a bullet's box. Measured: discs of 6 pixels and more have 0.78 to 0.89,
   * the round letters of 2,859 glyphs of installed fonts 0.72 and less, black fonts included.
   */
  static final double MIN_BLACK_SHARE = 0.75;

  /**
   * Minimum black share of a box that has the size and the left edge of a sure bullet. Measured:
   * discs of 14 to 19 pixels in a noisy scan have 0.72 to 0.84.
   */
  static final double MIN_BLACK_SHARE_IN_LIST = 0.65;

  /**
   * Minimum number of lines that begin with a bullet. A single one may be a letter e whose opening
   * is filled, as in blurred scans of Portuguese, where it is a word.
   */
  static final int MIN_ITEMS = 2;

  /** Maximum difference of a bullet's edges as a part of the longer one. */
  private static final double MAX_DIFFERENCE = 0.2;

  /** Shorter edge in pixels below which a disc and a letter look alike. */
  private static final int MIN_PIXELS = 5;

  private static final String READ_FOR_BULLETS = "eoO0Q©®@°¢*«";
  private static final String BULLET = "•";

  private Bullets() {}

  /**
   * Returns {@code text} with its bullets corrected.
   *
   * @param image what it was recognised in
   */
  static RecognisedText corrected(RecognisedText text, PixImage image) {
    List<Integer> round =
        text.lines().stream()
            .map(RecognisedText.Run::first)
            .filter(first -> mayBeBullet(text.words().get(first)))
            .toList();
    if (round.size() < MIN_ITEMS) {
      return text;
    }
    try (BinaryImage ink = image.ink()) {
      List<Word> words = text.words();
      List<PixelRectangle> sure =
          round.stream()
              .map(first -> RecognisedText.box(words.get(first)))
              .filter(box -> ink.blackShare(box) >= MIN_BLACK_SHARE)
              .toList();
      List<Integer> bullets =
          round.stream().filter(first -> isBullet(words.get(first), ink, sure)).toList();
      return sure.size() < MIN_ITEMS ? text : corrected(text, bullets);
    }
  }

  private static boolean isBullet(Word word, BinaryImage ink, List<PixelRectangle> sure) {
    PixelRectangle box = RecognisedText.box(word);
    boolean isInList = sure.stream().anyMatch(other -> isLike(box, other));
    return ink.blackShare(box) >= (isInList ? MIN_BLACK_SHARE_IN_LIST : MIN_BLACK_SHARE);
  }

  /* The places of a list's bullets differ by a fraction of their width, even in a curved scan. */
  private static boolean isLike(PixelRectangle box, PixelRectangle other) {
    double most = MAX_DIFFERENCE * other.width();
    return Math.abs(box.left() - other.left()) <= most
        && Math.abs(box.width() - other.width()) <= most
        && Math.abs(box.height() - other.height()) <= most;
  }

  private static RecognisedText corrected(RecognisedText text, List<Integer> bullets) {
    List<Word> words = new ArrayList<>(text.words());
    bullets.forEach(index -> words.set(index, bullet(words.get(index))));
    return new RecognisedText(words, text.lines(), text.paragraphs(), text.trust());
  }

  private static boolean mayBeBullet(Word word) {
    int longer = Math.max(word.width(), word.height());
    return word.text().length() == 1
        && READ_FOR_BULLETS.contains(word.text())
        && Math.min(word.width(), word.height()) >= MIN_PIXELS
        && Math.abs(word.width() - word.height()) <= MAX_DIFFERENCE * longer;
  }

  private static Word bullet(Word word) {
    return Word.of(BULLET, word.x(), word.y(), word.width(), word.height(), word.confidence());
  }
}
