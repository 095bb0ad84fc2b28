/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

/**
 * An open file's pages as images, decoded one at a time.
 *
 * <p><b>Threading:</b> the thread that opened it. <b>Bounds:</b> a page's size is checked before
 * its pixels are decoded.
 */
interface PageSource extends AutoCloseable {
  /** Pages in the file, from 1 up. */
  int pageCount();

  /**
   * Decodes a page, upright as the file's metadata says; the caller closes it.
   *
   * @param number from 1 to the page count
   */
  Attempt<Raster> page(int number);

  @Override
  void close();
}
