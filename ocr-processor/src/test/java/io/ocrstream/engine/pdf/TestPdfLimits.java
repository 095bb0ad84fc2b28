/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

/** The default limits of PDFs, each with one changed. */
final class TestPdfLimits {
  private static final PdfLimits MANY = PdfLimits.DEFAULTS;

  private TestPdfLimits() {}

  static PdfLimits objects(int objects) {
    return limits(objects, MANY.pages(), MANY.pageBytes(), MANY.formDepth());
  }

  static PdfLimits pages(int pages) {
    return limits(MANY.objects(), pages, MANY.pageBytes(), MANY.formDepth());
  }

  static PdfLimits pageBytes(long bytes) {
    return limits(MANY.objects(), MANY.pages(), bytes, MANY.formDepth());
  }

  static PdfLimits formDepth(int depth) {
    return limits(MANY.objects(), MANY.pages(), MANY.pageBytes(), depth);
  }

  private static PdfLimits limits(int objects, int pages, long pageBytes, int formDepth) {
    return new PdfLimits(objects, pages, pageBytes, formDepth, MANY.operators(), MANY.characters());
  }

  static PdfLimits operators(long operators) {
    return new PdfLimits(
        MANY.objects(),
        MANY.pages(),
        MANY.pageBytes(),
        MANY.formDepth(),
        operators,
        MANY.characters());
  }

  static PdfLimits characters(int characters) {
    return new PdfLimits(
        MANY.objects(),
        MANY.pages(),
        MANY.pageBytes(),
        MANY.formDepth(),
        MANY.operators(),
        characters);
  }
}
