/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.engine.image.PageImage;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Reads pieces of text that were found on a page.
 *
 * <p><b>Threading:</b> any.
 */
interface PieceReader {
  /**
   * Reads what is in {@code boxes}, whose widths run along their texts.
   *
   * @param stop asked before each piece; once it says so, the rest is left unread
   * @return what was read; pieces without a character are left out
   */
  List<Piece> read(PageImage image, List<TextBox> boxes, BooleanSupplier stop);
}
