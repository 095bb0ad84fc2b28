/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Confidence;
import io.ocrstream.engine.image.BinaryImage;
import io.ocrstream.engine.image.ConnectedComponents;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelRectangle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures the ink that a second reading missed. The second engine does not measure it, and without
 * it a page with unread text would look complete.
 */
final class MissedInk {
  private MissedInk() {}

  /**
   * Returns {@code second} with the fraction of ink that it missed. Both readings are compared over
   * the connected components of {@code image}, so that specks and shadows count alike for both: the
   * result is what the first reading missed, corrected by the difference.
   *
   * @param first the first reading, with its measured missed ink; null there means no letters
   * @param image the page of both readings
   */
  static Page measured(Page first, Page second, PixImage image) {
    try (BinaryImage ink = image.ink()) {
      ConnectedComponents letters = ConnectedComponents.of(ink.pieces());
      return second.withMissedInk(
          missed(
              first.missedInk(), letters.coverage(boxes(first)), letters.coverage(boxes(second))),
          null);
    }
  }

  private static @Nullable Double missed(
      @Nullable Double first, @Nullable Double coveredByFirst, @Nullable Double coveredBySecond) {
    if (coveredByFirst == null || coveredBySecond == null) {
      return first;
    }
    double missed = first == null ? 1 - coveredBySecond : first + coveredByFirst - coveredBySecond;
    return Confidence.rounded(Math.max(0, Math.min(1, missed)));
  }

  private static List<PixelRectangle> boxes(Page page) {
    List<Word> words = page.words() == null ? List.of() : page.words();
    return words.stream()
        .map(word -> new PixelRectangle(word.x(), word.y(), right(word), bottom(word)))
        .toList();
  }

  private static int right(Word word) {
    return word.x() + word.width();
  }

  private static int bottom(Word word) {
    return word.y() + word.height();
  }
}
