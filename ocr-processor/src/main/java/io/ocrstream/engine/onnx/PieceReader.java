/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.engine.image.PageImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Recognises pieces of text that were detected on a page.
 *
 * <p><b>Threading:</b> any.
 */
interface PieceReader {
  /**
   * Recognises the text in {@code boxes}, whose widths run along the text.
   *
   * @param stop checked before each piece; the rest is skipped once it returns true
   * @return results, without those that have no characters
   */
  default List<Piece> read(PageImage image, List<TextBox> boxes, BooleanSupplier stop) {
    List<Piece> pieces = new ArrayList<>();
    for (TextBox box : boxes) {
      if (stop.getAsBoolean()) {
        break;
      }
      read(image, box).ifPresent(pieces::add);
    }
    return pieces;
  }

  /** Recognises the text in {@code box}; empty if there is none. */
  Optional<Piece> read(PageImage image, TextBox box);
}
