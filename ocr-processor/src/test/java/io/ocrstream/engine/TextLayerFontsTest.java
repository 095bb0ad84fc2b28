/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static io.ocrstream.engine.TextLayerPdf.IMAGE;
import static io.ocrstream.engine.TextLayerPdf.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what the characters of a text layer mean, by the names and encodings of its fonts. */
class TextLayerFontsTest {
  private static final String SEEN = "The letter that everybody reads";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"f_i, f_f_l", "fi, f_f_l.alt", "uniFB01, ffl", "fi.sc, f_f_l"})
  void shouldSpellLigaturesByTheNamesOfTheirParts(String first, String second) throws IOException {
    String content = "BT /L 12 Tf 40 500 Td <01> Tj (rst wa) Tj <02> Tj (e) Tj ET";
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      String text = pdf.encoded("L", differences(first, second)).text(folder, content);
      assertThat(text).startsWith("first wa");
    }
  }

  @Test
  void shouldReadTheImageWhenLettersWithinWordsMeanNothing() throws IOException {
    String content = "BT /L 12 Tf 40 500 Td (of) Tj <01> Tj (ce hours) Tj ET";
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      String text = pdf.encoded("L", differences("g17", "g18")).text(folder, content);
      assertThat(text).isEqualTo(IMAGE);
    }
  }

  @Test
  void shouldGoByTheNameWhenTheMeaningIsNul() throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      // In the font's own encoding, the code AE is named fi.
      pdf.font("N", 0xAE, "\0");
      String content = "BT /N 12 Tf 40 500 Td <AE> Tj ET";
      assertThat(pdf.text(folder, content)).isNotEqualTo("\0");
    }
  }

  private static COSDictionary differences(String... names) {
    COSArray differences = new COSArray();
    differences.add(COSInteger.ONE);
    for (String name : names) {
      differences.add(COSName.getPDFName(name));
    }
    COSDictionary encoding = new COSDictionary();
    encoding.setItem(COSName.TYPE, COSName.ENCODING);
    encoding.setItem(COSName.BASE_ENCODING, COSName.WIN_ANSI_ENCODING);
    encoding.setItem(COSName.DIFFERENCES, differences);
    return encoding;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldReadTheImageWhenAFontSaysOtherThanItsNamesDo(boolean alone) throws IOException {
    String sound = alone ? "" : line(40, 500, SEEN) + line(40, 480, SEEN) + line(40, 460, SEEN);
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      // Each capital is shifted by three places.
      pdf.font("S", 'A', "DEFGHIJKLMNOPQRSTUVWXYZABC");
      assertThat(pdf.text(folder, sound + line("S", 12, 40, 400, "SHIP"))).isEqualTo(IMAGE);
    }
  }

  @Test
  void shouldBelieveAFontOfAnotherAlphabetWhoseNamesAreLatin() throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      pdf.font("G", 'A', "αβγδεζηθ");
      assertThat(pdf.text(folder, line("G", 12, 40, 400, "ABED"))).isEqualTo("αβεδ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "c4eee3eee2eef020efeef1f2e0e2eae820b934343731, Договор поставки №4471",
    "d4ef20eceff5f3e5dfef20e1edefdfe3e5e920eadce8e520d3dce2e2e1f4ef, Το μουσείο ανοίγει κάθε Σάββατο",
    "c974e92064e96ae02070617373e920e0204f726ce9616e732c206ff920ea747265, 'Été déjà passé à Orléans, où être'"
  })
  void shouldReadBytesOfOneAlphabetInAWesternFont(String codes, String text) throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      pdf.encoded("W", differences("space"));
      assertThat(pdf.text(folder, "BT /W 12 Tf 40 500 Td <" + codes + "> Tj ET")).isEqualTo(text);
    }
  }

  @Test
  void shouldSpellArabicFormsAsLetters() throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      // Alef, beh, hah, reh and meem in their presentation forms, drawn from left to right.
      pdf.font("A", 'a', "\uFE8E\uFE92\uFEA3\uFEAE\uFEE3");
      assertThat(pdf.text(folder, line("A", 12, 40, 400, "abcde"))).isEqualTo("مرحبا");
    }
  }
}
