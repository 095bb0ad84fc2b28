/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

/**
 * Limits of a PDF. A few kilobytes can name millions of pages, unpack to gigabytes or nest drawings
 * without end, so these limits apply before a page is rendered.
 *
 * @param objects indirect objects in the file
 * @param pages leaves of the page tree, whatever its count says
 * @param pageBytes unpacked bytes of a page's streams, images excluded
 * @param formDepth depth of nested form XObjects
 * @param operators content stream operators that a page runs, those of forms each time they are
 *     drawn
 * @param characters characters that a page shows
 */
public record PdfLimits(
    int objects, int pages, long pageBytes, int formDepth, long operators, int characters) {
  /** Defaults, far above what office, publishing and map documents need. */
  public static final PdfLimits DEFAULTS =
      new PdfLimits(1_000_000, 100_000, 64L << 20, 20, 5_000_000, 200_000);
}
