/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.document;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.engine.image.PageImage;
import java.util.List;

/**
 * Reads single lines of text that another engine has found, cut out and laid level.
 *
 * <p><b>Threading:</b> the thread that reads the page.
 */
public interface StripReader {
  /**
   * A word of a line.
   *
   * @param text its characters
   * @param from where it begins, part of the strip's width, 0 to 1
   * @param to where it ends, likewise
   * @param confidence that the engine gave, 0 to 1
   */
  record StripWord(String text, double from, double to, double confidence) {}

  /** The words in {@code strip}, from left to right; none once the page's time is over. */
  List<StripWord> read(PageImage strip);

  /** How likely a word is right that {@code engine} read with {@code confidence}, 0 to 1. */
  double likelihood(EngineName engine, double confidence);
}
