/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes characters that are printed again with a small shift to look bold or to cast a shadow.
 * Each is kept once.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> one entry for each character.
 */
final class OverprintedGlyphs {
  /**
   * Largest shift along the line at which two equal characters count as one, in widths of the
   * character.
   */
  private static final double MAX_SHIFT_WIDTHS = 0.7;

  /** Largest shift along and across the line at which two equal characters count as one, in em. */
  private static final double MAX_SHIFT_EMS = 0.3;

  private final Map<Cell, List<PdfGlyph>> seen = new HashMap<>();

  /**
   * A character's text, size and grid cell. The edge of a cell is the largest shift, so duplicates
   * are in neighbouring cells.
   */
  private record Cell(String text, int direction, long size, long along, long across) {}

  private OverprintedGlyphs() {}

  /** Returns {@code glyphs} in their order, without duplicates. */
  static List<PdfGlyph> without(List<PdfGlyph> glyphs) {
    OverprintedGlyphs printed = new OverprintedGlyphs();
    List<PdfGlyph> once = new ArrayList<>(glyphs.size());
    for (PdfGlyph glyph : glyphs) {
      if (printed.isFirst(glyph)) {
        once.add(glyph);
      }
    }
    return once;
  }

  private boolean isFirst(PdfGlyph glyph) {
    for (int along = -1; along <= 1; along++) {
      for (int across = -1; across <= 1; across++) {
        for (PdfGlyph other : seen.getOrDefault(cell(glyph, along, across), List.of())) {
          if (isSame(other, glyph)) {
            return false;
          }
        }
      }
    }
    seen.computeIfAbsent(cell(glyph, 0, 0), cell -> new ArrayList<>(1)).add(glyph);
    return true;
  }

  private static Cell cell(PdfGlyph glyph, int along, int across) {
    double square = Math.max(1, Math.round(glyph.size())) * MAX_SHIFT_EMS;
    return new Cell(
        glyph.text(),
        glyph.direction(),
        Math.round(glyph.size()),
        (long) Math.floor(glyph.start() / square) + along,
        (long) Math.floor(glyph.baseline() / square) + across);
  }

  private static boolean isSame(PdfGlyph one, PdfGlyph other) {
    double width = other.end() - other.start();
    double most = MAX_SHIFT_EMS * other.size();
    return Math.abs(one.start() - other.start()) <= Math.min(MAX_SHIFT_WIDTHS * width, most)
        && Math.abs(one.baseline() - other.baseline()) <= most;
  }
}
