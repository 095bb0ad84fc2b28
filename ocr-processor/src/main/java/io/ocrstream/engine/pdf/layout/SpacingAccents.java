/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf.layout;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins letters with accents that are drawn as characters of their own above or below them, as TeX
 * does with its oldest fonts.
 *
 * <p><b>Threading:</b> any.
 */
final class SpacingAccents {
  /** Largest distance between baselines, in em. TeX raises the accents of capitals. */
  private static final double MAX_RAISE_EMS = 0.4;

  /** Spacing accents and their combining counterparts. */
  private static final Map<String, String> COMBINING =
      Map.ofEntries(
          Map.entry("`", "\u0300"),
          Map.entry("\u00B4", "\u0301"),
          Map.entry("^", "\u0302"),
          Map.entry("\u02C6", "\u0302"),
          Map.entry("~", "\u0303"),
          Map.entry("\u02DC", "\u0303"),
          Map.entry("\u00AF", "\u0304"),
          Map.entry("\u02C9", "\u0304"),
          Map.entry("\u02D8", "\u0306"),
          Map.entry("\u02D9", "\u0307"),
          Map.entry("\u00A8", "\u0308"),
          Map.entry("\u00B0", "\u030A"),
          Map.entry("\u02DA", "\u030A"),
          Map.entry("\u02DD", "\u030B"),
          Map.entry("\u02C7", "\u030C"),
          Map.entry("\u00B8", "\u0327"),
          Map.entry("\u02DB", "\u0328"));

  private SpacingAccents() {}

  /** Returns {@code glyphs} in their order, with accents joined to the letters that they touch. */
  static List<PdfGlyph> joined(List<PdfGlyph> glyphs) {
    List<PdfGlyph> joined = new ArrayList<>(glyphs.size());
    for (PdfGlyph glyph : glyphs) {
      int last = joined.size() - 1;
      PdfGlyph both = last < 0 ? null : joined(joined.get(last), glyph);
      if (both == null) {
        joined.add(glyph);
      } else {
        joined.set(last, both);
      }
    }
    return joined;
  }

  /* The accent is drawn first, or the letter is, as with a cedilla. */
  private static @Nullable PdfGlyph joined(PdfGlyph one, PdfGlyph other) {
    String before = COMBINING.get(one.text());
    String after = COMBINING.get(other.text());
    if (before != null && after == null && isOver(one, other)) {
      return with(other, before);
    }
    return after != null && before == null && isOver(other, one) ? with(one, after) : null;
  }

  private static boolean isOver(PdfGlyph accent, PdfGlyph letter) {
    double middle = (accent.start() + accent.end()) / 2;
    return accent.direction() == letter.direction()
        && Math.abs(accent.baseline() - letter.baseline()) <= MAX_RAISE_EMS * letter.size()
        && middle > letter.start()
        && middle < letter.end();
  }

  private static @Nullable PdfGlyph with(PdfGlyph letter, String accent) {
    String plain =
        switch (letter.text()) {
          case "\u0131" -> "i";
          case "\u0237" -> "j";
          default -> letter.text();
        };
    String both = Normalizer.normalize(plain + accent, Normalizer.Form.NFC);
    return both.length() == 1 ? letter.withText(both) : null;
  }
}
