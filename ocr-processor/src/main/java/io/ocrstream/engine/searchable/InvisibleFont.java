/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * A font of a PDF that can spell any script and shows nothing: what a reader selects and searches,
 * over the picture of what is written. Its codes are two bytes and, for most characters, their
 * UTF-16; every code is the one empty glyph of {@link BlankOutline}.
 *
 * <p><b>Threading:</b> one thread, one document. <b>Bounds:</b> {@link #MOST_BEYOND} different
 * characters beyond the Basic Multilingual Plane; U+FFFD stands for further ones.
 */
final class InvisibleFont {
  /** As many as there are codes that UTF-16 has no character for. */
  static final int MOST_BEYOND = 0xE000 - 0xD800;

  private static final int FIRST_BEYOND = 0xD800;
  private static final int CODES = 0x10000;
  private static final int REPLACEMENT = 0xFFFD;

  /** Most entries of one section of a code map. */
  private static final int SECTION = 100;

  /* All glyphs are of one width; the glyphs are not those of a Latin alphabet. */
  private static final int FLAGS = 1 | (1 << 2);

  private static final COSName FONT_NAME = COSName.getPDFName("AAAAAA+OcrText");

  private final COSDictionary font = new COSDictionary();
  private final COSStream toUnicode;
  private final Map<Integer, Integer> beyond = new LinkedHashMap<>();

  InvisibleFont(PDDocument document) throws IOException {
    toUnicode = document.getDocument().createCOSStream();
    font.setItem(COSName.TYPE, COSName.FONT);
    font.setItem(COSName.SUBTYPE, COSName.TYPE0);
    font.setItem(COSName.BASE_FONT, FONT_NAME);
    font.setItem(COSName.ENCODING, COSName.IDENTITY_H);
    font.setItem(COSName.DESCENDANT_FONTS, array(descendant(document)));
    font.setItem(COSName.TO_UNICODE, toUnicode);
  }

  COSDictionary dictionary() {
    return font;
  }

  /** The codes of {@code text} as a string of a content stream, in hex digits. */
  String encode(String text) {
    StringBuilder codes = new StringBuilder("<");
    text.codePoints().map(this::code).forEach(code -> codes.append(hex(code)));
    return codes.append('>').toString();
  }

  private int code(int codePoint) {
    if (Character.isBmpCodePoint(codePoint)) {
      return Character.isSurrogate((char) codePoint) ? REPLACEMENT : codePoint;
    }
    Integer known = beyond.get(codePoint);
    if (known == null && beyond.size() == MOST_BEYOND) {
      return REPLACEMENT;
    }
    return known == null ? next(codePoint) : known;
  }

  private int next(int codePoint) {
    int code = FIRST_BEYOND + beyond.size();
    beyond.put(codePoint, code);
    return code;
  }

  /** Says what its codes mean; after the last text. */
  void finish() throws IOException {
    StringBuilder map = new StringBuilder();
    map.append("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n");
    map.append("/CMapName /OcrText def\n/CMapType 2 def\n");
    map.append("1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    ranges(map);
    characters(map);
    map.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    write(toUnicode, map.toString().getBytes(US_ASCII));
  }

  /* A range may not go past the end of its last byte. Half pairs mean nothing by themselves. */
  private static void ranges(StringBuilder map) {
    int[] firsts =
        java.util.stream.IntStream.range(0, CODES >> 8)
            .map(high -> high << 8)
            .filter(first -> first < FIRST_BEYOND || first >= FIRST_BEYOND + MOST_BEYOND)
            .toArray();
    for (int at = 0; at < firsts.length; at += SECTION) {
      int[] section = Arrays.copyOfRange(firsts, at, Math.min(at + SECTION, firsts.length));
      map.append(section.length).append(" beginbfrange\n");
      for (int first : section) {
        String from = hex(first);
        map.append("<%s> <%s> <%s>\n".formatted(from, hex(first | 0xFF), from));
      }
      map.append("endbfrange\n");
    }
  }

  private void characters(StringBuilder map) {
    int left = beyond.size();
    int inSection = 0;
    for (Map.Entry<Integer, Integer> entry : beyond.entrySet()) {
      if (inSection == 0) {
        inSection = Math.min(SECTION, left);
        map.append(inSection).append(" beginbfchar\n");
      }
      int codePoint = entry.getKey();
      String pair =
          hex(Character.highSurrogate(codePoint)) + hex(Character.lowSurrogate(codePoint));
      map.append("<%s> <%s>\n".formatted(hex(entry.getValue()), pair));
      left--;
      if (--inSection == 0) {
        map.append("endbfchar\n");
      }
    }
  }

  private static COSDictionary descendant(PDDocument document) throws IOException {
    COSDictionary system = new COSDictionary();
    system.setString(COSName.REGISTRY, "Adobe");
    system.setString(COSName.ORDERING, "Identity");
    system.setInt(COSName.SUPPLEMENT, 0);
    COSDictionary descendant = new COSDictionary();
    descendant.setItem(COSName.TYPE, COSName.FONT);
    descendant.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE2);
    descendant.setItem(COSName.BASE_FONT, FONT_NAME);
    descendant.setItem(COSName.CIDSYSTEMINFO, system);
    descendant.setInt(COSName.DW, BlankOutline.ADVANCE);
    descendant.setItem(COSName.CID_TO_GID_MAP, glyphs(document));
    descendant.setItem(COSName.FONT_DESC, descriptor(document));
    return descendant;
  }

  private static COSStream glyphs(PDDocument document) throws IOException {
    byte[] map = new byte[2 * CODES];
    for (int at = 1; at < map.length; at += 2) {
      map[at] = BlankOutline.GLYPH;
    }
    return write(document.getDocument().createCOSStream(), map);
  }

  private static COSDictionary descriptor(PDDocument document) throws IOException {
    COSDictionary descriptor = new COSDictionary();
    descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
    descriptor.setItem(COSName.FONT_NAME, FONT_NAME);
    descriptor.setInt(COSName.FLAGS, FLAGS);
    descriptor.setItem(COSName.FONT_BBOX, box(0, 0, BlankOutline.ADVANCE, BlankOutline.EM));
    descriptor.setInt(COSName.ITALIC_ANGLE, 0);
    descriptor.setInt(COSName.ASCENT, BlankOutline.EM);
    // Some readers take 0 for a descent that is not known, and invent one.
    descriptor.setInt(COSName.DESCENT, -1);
    descriptor.setInt(COSName.CAP_HEIGHT, BlankOutline.EM);
    descriptor.setInt(COSName.STEM_V, 1);
    byte[] outline = BlankOutline.trueType();
    COSStream file = write(document.getDocument().createCOSStream(), outline);
    file.setInt(COSName.LENGTH1, outline.length);
    descriptor.setItem(COSName.FONT_FILE2, file);
    return descriptor;
  }

  private static COSArray box(int... corners) {
    COSArray box = new COSArray();
    Arrays.stream(corners).forEach(corner -> box.add(COSInteger.get(corner)));
    return box;
  }

  private static COSArray array(COSDictionary entry) {
    COSArray array = new COSArray();
    array.add(entry);
    return array;
  }

  private static COSStream write(COSStream stream, byte[] bytes) throws IOException {
    try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
      out.write(bytes);
    }
    return stream;
  }

  private static String hex(int code) {
    return HexFormat.of().withUpperCase().toHexDigits((char) code);
  }
}
