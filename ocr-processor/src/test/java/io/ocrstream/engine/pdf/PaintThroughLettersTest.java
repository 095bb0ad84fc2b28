/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.TextLayerPdf;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that letters that shape what is painted are read: those of a soft mask and of a clip. */
class PaintThroughLettersTest {
  private static final String HEADING = "Gradient heading";
  private static final String SENTENCE = "The sentence below it is painted as usual";
  private static final String BODY = TextLayerPdf.line(40, 480, SENTENCE);
  private static final String PAINT = "0 500 420 60 re f ";

  private static final String CLIP = "BT 7 Tr /F1 24 Tf 40 520 Td (%s) Tj ET ".formatted(HEADING);

  @TempDir Path folder;

  @Test
  void shouldReadTheLettersOfAMaskOnceWhenItIsPaintedThrough() throws IOException {
    assertThat(text("q /Mask gs " + PAINT + PAINT + "Q\n")).isEqualTo(HEADING + "\n\n" + SENTENCE);
  }

  @Test
  void shouldReadNoLetterOfAMaskWhenNothingIsPaintedThroughIt() throws IOException {
    assertThat(text("q /Mask gs Q " + PAINT)).isEqualTo(SENTENCE);
    assertThat(text("q /Mask gs /None gs " + PAINT + "Q\n")).isEqualTo(SENTENCE);
    assertThat(text("q 0 0 9 9 re W n /Mask gs " + PAINT + "Q\n")).isEqualTo(SENTENCE);
  }

  @Test
  void shouldReadTheLettersOfAClipOnceWhenSomethingIsPaintedThroughThem() throws IOException {
    assertThat(text("q " + CLIP + PAINT + PAINT + "Q\n")).isEqualTo(HEADING + "\n\n" + SENTENCE);
    assertThat(text("q " + CLIP + "q " + PAINT + "Q Q\n")).startsWith(HEADING);
  }

  @Test
  void shouldReadNoLetterOfAClipWhenNothingIsPaintedThroughIt() throws IOException {
    assertThat(text(PAINT + "q " + CLIP + "Q\n" + PAINT)).isEqualTo(SENTENCE);
  }

  /** The content of the mask sets the mask itself before it draws. */
  private String text(String content) throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      PDResources resources = pdf.page().getResources();
      COSStream group = new COSStream();
      group.setItem(COSName.TYPE, COSName.XOBJECT);
      group.setItem(COSName.SUBTYPE, COSName.FORM);
      group.setItem(COSName.BBOX, new PDRectangle(420, 595));
      group.setItem(COSName.RESOURCES, resources);
      group.setItem(COSName.GROUP, dictionary("Transparency"));
      String drawing = "/Mask gs " + PAINT + TextLayerPdf.line("F1", 24, 40, 520, HEADING);
      try (OutputStream out = group.createOutputStream()) {
        out.write(drawing.getBytes(US_ASCII));
      }
      COSDictionary mask = dictionary("Alpha");
      mask.setItem(COSName.G, group);
      COSDictionary states = new COSDictionary();
      states.setItem(COSName.getPDFName("Mask"), state(mask));
      states.setItem(COSName.getPDFName("None"), state(COSName.NONE));
      resources.getCOSObject().setItem(COSName.EXT_G_STATE, states);
      return pdf.text(folder, content + BODY);
    }
  }

  private static COSDictionary dictionary(String subtype) {
    COSDictionary dictionary = new COSDictionary();
    dictionary.setName(COSName.S, subtype);
    return dictionary;
  }

  private static COSDictionary state(COSBase mask) {
    COSDictionary state = new COSDictionary();
    state.setItem(COSName.SMASK, mask);
    return state;
  }
}
