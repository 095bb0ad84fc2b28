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
 * A PDF font for the text layer: it encodes any script and has only one empty glyph, that of {@link
 * BlankOutline}. Codes have two bytes. For characters of the Basic Multilingual Plane they are
 * UTF-16; supplementary characters get the codes of surrogates.
 *
 * <p><b>Threading:</b> one thread, one document. <b>Bounds:</b> {@link #MAX_SUPPLEMENTARY}
 * different supplementary characters; further ones become U+FFFD.
 */
final class InvisibleFont {
  /** The number of surrogate codes. */
  static final int MAX_SUPPLEMENTARY = 0xE000 - 0xD800;

  private static final int FIRST_SUPPLEMENTARY_CODE = 0xD800;
  private static final int CODES = 0x10000;
  private static final int REPLACEMENT = 0xFFFD;

  /** Maximum number of entries in a section of a CMap. */
  private static final int MAX_SECTION_ENTRIES = 100;

  /* Fixed pitch, and symbolic (not a Latin alphabet). */
  private static final int FLAGS = 1 | (1 << 2);

  private static final COSName FONT_NAME = COSName.getPDFName("AAAAAA+OcrText");

  private final COSDictionary font = new COSDictionary();
  private final COSStream toUnicode;
  private final Map<Integer, Integer> supplementary = new LinkedHashMap<>();

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

  /** Returns the codes of {@code text} as a hexadecimal string of a content stream. */
  String encode(String text) {
    StringBuilder codes = new StringBuilder("<");
    text.codePoints().map(this::code).forEach(code -> codes.append(hex(code)));
    return codes.append('>').toString();
  }

  private int code(int codePoint) {
    if (Character.isBmpCodePoint(codePoint)) {
      return Character.isSurrogate((char) codePoint) ? REPLACEMENT : codePoint;
    }
    Integer known = supplementary.get(codePoint);
    if (known == null && supplementary.size() == MAX_SUPPLEMENTARY) {
      return REPLACEMENT;
    }
    return known == null ? next(codePoint) : known;
  }

  private int next(int codePoint) {
    int code = FIRST_SUPPLEMENTARY_CODE + supplementary.size();
    supplementary.put(codePoint, code);
    return code;
  }

  /** Writes the ToUnicode map. Call it after the last text. */
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

  /* A range may not cross a boundary of 256 codes. Surrogates are left out. */
  private static void ranges(StringBuilder map) {
    int[] firsts =
        java.util.stream.IntStream.range(0, CODES >> 8)
            .map(high -> high << 8)
            .filter(
                first ->
                    first < FIRST_SUPPLEMENTARY_CODE
                        || first >= FIRST_SUPPLEMENTARY_CODE + MAX_SUPPLEMENTARY)
            .toArray();
    for (int at = 0; at < firsts.length; at += MAX_SECTION_ENTRIES) {
      int[] section =
          Arrays.copyOfRange(firsts, at, Math.min(at + MAX_SECTION_ENTRIES, firsts.length));
      map.append(section.length).append(" beginbfrange\n");
      for (int first : section) {
        String from = hex(first);
        map.append("<%s> <%s> <%s>\n".formatted(from, hex(first | 0xFF), from));
      }
      map.append("endbfrange\n");
    }
  }

  private void characters(StringBuilder map) {
    int left = supplementary.size();
    int inSection = 0;
    for (Map.Entry<Integer, Integer> entry : supplementary.entrySet()) {
      if (inSection == 0) {
        inSection = Math.min(MAX_SECTION_ENTRIES, left);
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
    // Some readers treat a descent of 0 as unknown and guess one.
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
