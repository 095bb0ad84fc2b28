/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

/**
 * How much of a PDF is looked at before it is refused. A few kilobytes can name millions of pages,
 * unpack to gigabytes, or draw one another without end; these are met before a page is drawn.
 *
 * @param objects indirect objects in the file
 * @param pages leaves of the page tree, whatever it says of their number
 * @param pageBytes bytes that a page's streams, images aside, unpack to
 * @param formDepth how deep drawings may be nested in one another
 * @param operators drawing operators that a page runs, nested ones each time they are run
 * @param characters characters that a page shows
 */
public record PdfLimits(
    int objects, int pages, long pageBytes, int formDepth, long operators, int characters) {
  /** Far over what documents of offices, publishers and map makers need. */
  public static final PdfLimits DEFAULTS =
      new PdfLimits(1_000_000, 100_000, 64L << 20, 20, 5_000_000, 200_000);
}
