/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.engine.pdf.layout.PdfGlyph;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.font.PDFont;

/**
 * Collects the characters of a page in the order of drawing, and the visible text of each font.
 *
 * <p><b>Threading:</b> one thread, one page. <b>Bounds:</b> the page's characters.
 */
final class PageGlyphs {
  private final List<PdfGlyph> glyphs = new ArrayList<>();
  private final List<FontUse> fontOf = new ArrayList<>();
  private final List<Integer> codes = new ArrayList<>();
  private final IdentityHashMap<PDFont, FontUse> fonts = new IdentityHashMap<>();

  /**
   * A character and its origin.
   *
   * @param code its code in {@code font}
   */
  record Letter(PdfGlyph glyph, PDFont font, int code) {}

  void add(Letter letter) {
    PdfGlyph glyph = letter.glyph();
    FontUse use = fonts.computeIfAbsent(letter.font(), f -> new FontUse());
    if (isMark(glyph)) {
      use.add(letter.code(), glyph.text(), GlyphMaker.named(letter.font(), letter.code()));
    }
    glyphs.add(glyph);
    fontOf.add(use);
    codes.add(letter.code());
  }

  /** Returns whether a reader sees the character. */
  static boolean isMark(PdfGlyph glyph) {
    return glyph.visible() && !glyph.isSpace();
  }

  /** Returns the characters, as a list that may be changed. */
  List<PdfGlyph> all() {
    return glyphs;
  }

  Collection<FontUse> fonts() {
    return fonts.values();
  }

  /** Replaces the text of fonts whose encoding is mislabelled. */
  void decode() {
    Map<FontUse, Charset> mislabelled = new HashMap<>();
    fonts().forEach(font -> font.mislabelled().ifPresent(found -> mislabelled.put(font, found)));
    for (int i = 0; i < glyphs.size(); i++) {
      Charset meant = mislabelled.get(fontOf.get(i));
      if (meant != null) {
        PdfGlyph glyph = glyphs.get(i);
        glyphs.set(i, glyph.withText(FontUse.decoded(glyph.text(), codes.get(i), meant)));
      }
    }
  }
}
