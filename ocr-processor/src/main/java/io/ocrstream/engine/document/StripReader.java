/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.document;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.engine.image.PageImage;
import java.util.List;

/**
 * Recognises single lines of text that another engine has detected, cut out and deskewed.
 *
 * <p><b>Threading:</b> the thread that reads the page.
 */
public interface StripReader {
  /**
   * A word of a line.
   *
   * @param text its characters
   * @param from its start, as a part of the strip's width, 0 to 1
   * @param to its end, as a part of the strip's width, 0 to 1
   * @param confidence the engine's confidence, 0 to 1
   */
  record StripWord(String text, double from, double to, double confidence) {}

  /** Returns the words in {@code strip}, from left to right; none once the page's time is over. */
  List<StripWord> read(PageImage strip);

  /**
   * Returns the probability, 0 to 1, that a word is right that {@code engine} read with {@code
   * confidence}.
   */
  double likelihood(EngineName engine, double confidence);
}
