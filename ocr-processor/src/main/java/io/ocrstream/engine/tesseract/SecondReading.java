/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.image.PixImage;

/**
 * Improves Tesseract's result for a page.
 *
 * <p><b>Threading:</b> the thread that reads the document.
 */
@FunctionalInterface
public interface SecondReading {
  /** Keeps the first result. */
  SecondReading NONE = (first, image, job) -> Outcome.of(first);

  /**
   * Returns the better of {@code first} and another result for the same page.
   *
   * @param image the page in gray, as it was before the first recognition; it may be changed
   */
  Outcome<Page> better(Page first, PixImage image, PageReader.Job job);
}
