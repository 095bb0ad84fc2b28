/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.Page;
import io.ocrstream.engine.Attempt;
import io.ocrstream.engine.image.PixImage;

/**
 * Improves on Tesseract's reading of a page, where it can.
 *
 * <p><b>Threading:</b> the thread that reads the document.
 */
@FunctionalInterface
public interface SecondReading {
  /** Keeps the first reading. */
  SecondReading NONE = (first, image, job) -> Attempt.done(first);

  /**
   * The better of {@code first} and another reading of the same page.
   *
   * @param image the page in gray, as it was before the first reading; it may be changed
   */
  Attempt<Page> better(Page first, PixImage image, PageReader.Job job);
}
