/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.junit.jupiter.api.Test;

class InvisibleFontTest {
  private static final int FIRST_SUPPLEMENTARY_CODE = 0x1_0000;

  @Test
  void shouldSpellEveryCharacterThatUtf16HasOneUnitFor() throws IOException {
    try (PDDocument document = new PDDocument()) {
      InvisibleFont invisible = new InvisibleFont(document);
      invisible.finish();
      PDType0Font font = new PDType0Font(invisible.dictionary());
      for (int code = 1; code < 0x1_0000; code++) {
        String text = Character.toString(code);
        if (!Character.isSurrogate((char) code)) {
          assertThat(invisible.encode(text))
              .isEqualTo(
                  "<"
                      + HexFormat.of().toHexDigits((char) code).toUpperCase(java.util.Locale.ROOT)
                      + ">");
          assertThat(font.toUnicode(code)).isEqualTo(text);
        }
      }
      assertThat(font.getWidth('A')).isEqualTo(BlankOutline.ADVANCE);
      assertThat(font.getPath('A').getBounds2D().isEmpty()).isTrue();
    }
  }

  @Test
  void shouldSpellCharactersBeyondUntilItsCodesAreUsedUp() throws IOException {
    try (PDDocument document = new PDDocument()) {
      InvisibleFont invisible = new InvisibleFont(document);
      for (int i = 0; i < InvisibleFont.MAX_SUPPLEMENTARY; i++) {
        assertThat(invisible.encode(Character.toString(FIRST_SUPPLEMENTARY_CODE + i)))
            .isEqualTo("<%04X>".formatted(0xD800 + i));
      }
      int one = FIRST_SUPPLEMENTARY_CODE + InvisibleFont.MAX_SUPPLEMENTARY;
      assertThat(invisible.encode(Character.toString(one))).isEqualTo("<FFFD>");
      assertThat(invisible.encode(Character.toString(one - 1))).isEqualTo("<DFFF>");
      invisible.finish();

      PDType0Font font = new PDType0Font(invisible.dictionary());
      for (int i = 0; i < InvisibleFont.MAX_SUPPLEMENTARY; i++) {
        assertThat(font.toUnicode(0xD800 + i))
            .isEqualTo(Character.toString(FIRST_SUPPLEMENTARY_CODE + i));
      }
    }
  }

  @Test
  void shouldTellWhatIsNoCharacterApart() throws IOException {
    try (PDDocument document = new PDDocument()) {
      assertThat(new InvisibleFont(document).encode("a\uD83D\uDE00")).isEqualTo("<0061D800>");
      assertThat(new InvisibleFont(document).encode("\uDE00a")).isEqualTo("<FFFD0061>");
    }
  }

  @Test
  void shouldBeATrueTypeFontOfTwoEmptyGlyphs() throws IOException {
    byte[] outline = BlankOutline.trueType();
    try (TrueTypeFont font = new TTFParser(true).parse(new RandomAccessReadBuffer(outline))) {
      assertThat(font.getNumberOfGlyphs()).isEqualTo(2);
      assertThat(font.getUnitsPerEm()).isEqualTo(BlankOutline.EM);
      assertThat(font.getAdvanceWidth(BlankOutline.GLYPH)).isEqualTo(BlankOutline.ADVANCE);
      assertThat(font.getHorizontalHeader().getAscender()).isEqualTo((short) BlankOutline.EM);
      assertThat(font.getGlyph().getGlyph(BlankOutline.GLYPH).getPath().getBounds2D().isEmpty())
          .isTrue();
    }
    assertThat(sum(outline)).isEqualTo(0xB1B0AFBA);
  }

  private static int sum(byte[] font) {
    java.nio.ByteBuffer words = java.nio.ByteBuffer.wrap(font);
    int sum = 0;
    while (words.hasRemaining()) {
      sum += words.getInt();
    }
    return sum;
  }
}
