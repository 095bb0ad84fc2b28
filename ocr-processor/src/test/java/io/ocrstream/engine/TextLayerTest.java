/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static io.ocrstream.engine.TextLayerPdf.IMAGE;
import static io.ocrstream.engine.TextLayerPdf.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationRubberStamp;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which characters of a text layer are visible, and when a text layer is rejected. */
class TextLayerTest {
  private static final String SEEN = "The letter that everybody reads";
  private static final String SECRET = "Account of nobody";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        // White on white, and nearly so, by gray level, colour and outline.
        "1 1 1 rg %s",
        "0.97 g %s",
        "0 0 0 0 k %s",
        "1 G 1 Tr %s 0 Tr",
        // On ground of its own colour.
        "0.5 g 30 290 300 30 re f %s",
        // Beneath a filled bar of any shape, and beneath a stroked one.
        "%s 0 g 30 290 300 30 re f",
        "%s 1 g 30 290 300 30 re f",
        "%s 0 g 30 290 m 330 290 l 330 320 l 30 320 l h f",
        "%s 30 w 30 305 m 330 305 l S",
        // Clipped away.
        "q 0 0 9 9 re W n %s Q",
        // Beneath an image.
        "%s q 300 0 0 30 30 290 cm /Im Do Q",
      })
  void shouldLeaveOutWhatNobodySees(String hidden) throws IOException {
    assertThat(text("q " + hidden.formatted(line(40, 300, SECRET)) + " Q\n")).isEqualTo(SEEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.9 g %s",
        "0 g 30 290 300 30 re f 1 g %s",
        // On a rounded button, and on a bar that is a thick line.
        "0 g 30 290 m 330 290 l 340 300 340 310 330 320 c 30 320 l 20 310 20 300 30 290 c f 1 g %s",
        "0 G 30 w 30 305 m 330 305 l S 1 g %s",
        // White on an image.
        "q 300 0 0 30 30 290 cm /Im Do Q 1 g %s",
        // Under a marker pen, in a frame, and beside a bar.
        "%s /Half gs 1 1 0 rg 30 290 300 30 re f",
        "%s /Multiply gs 1 1 0 rg 30 290 300 30 re f",
        "%s 30 290 300 30 re S",
        "%s 0 g 30 260 300 30 re f",
        // The clip excludes the bar.
        "%s q 30 290 m 40 290 l 30 330 l h W n 0 g 30 290 300 30 re f Q",
      })
  void shouldKeepWhatIsSeen(String seen) throws IOException {
    String all = text("q " + seen.formatted(line(40, 300, SECRET)) + " Q\n");
    assertThat(all).isEqualTo(SEEN + "\n\n" + SECRET);
  }

  @Test
  void shouldLeaveOutLettersThatAreTooSmallToSee() throws IOException {
    assertThat(text(line("F1", 0.5, 40, 300, SECRET))).isEqualTo(SEEN);
    assertThat(text(line("F1", 1.1, 40, 300, SECRET))).isEqualTo(SEEN);
    assertThat(text(line("F1", 1.5, 40, 300, SECRET))).contains(SECRET);
    // On a page as small as a stamp, which is displayed larger.
    try (TextLayerPdf pdf = new TextLayerPdf(new PDRectangle(40, 30))) {
      assertThat(pdf.text(folder, line("F1", 0.5, 4, 10, SECRET))).isEqualTo(SECRET);
    }
  }

  @Test
  void shouldKeepLettersWhenTheirFontCountsInPixels() throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      COSDictionary names = new COSDictionary();
      COSArray encoding = new COSArray(List.of(COSInteger.get('a')));
      COSArray widths = new COSArray();
      COSDictionary procedures = new COSDictionary();
      for (char c = 'a'; c <= 'z'; c++) {
        encoding.add(COSName.getPDFName("" + c));
        widths.add(COSInteger.get(60));
        procedures.setItem("" + c, pdf.stream("60 0 0 0 50 70 d1 0 0 50 70 re f").getCOSObject());
      }
      names.setItem(COSName.DIFFERENCES, encoding);
      COSDictionary font = new COSDictionary();
      font.setItem(COSName.TYPE, COSName.FONT);
      font.setItem(COSName.SUBTYPE, COSName.TYPE3);
      font.setItem(COSName.FONT_MATRIX, new Matrix().toCOSArray());
      font.setItem(COSName.FONT_BBOX, new PDRectangle(0, -20, 60, 100).getCOSArray());
      font.setItem(COSName.CHAR_PROCS, procedures);
      font.setItem(COSName.ENCODING, names);
      font.setInt(COSName.FIRST_CHAR, 'a');
      font.setInt(COSName.LAST_CHAR, 'z');
      font.setItem(COSName.WIDTHS, widths);
      COSDictionary fonts = pdf.page().getResources().getCOSObject().getCOSDictionary(COSName.FONT);
      assertThat(fonts).isNotNull();
      fonts.setItem(COSName.getPDFName("Px"), font);
      assertThat(pdf.text(folder, line("Px", 0.1, 40, 300, "bitmaps"))).isEqualTo("bitmaps");
    }
  }

  private String text(String content) throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
      PDResources resources = pdf.page().getResources();
      resources.put(
          COSName.getPDFName("Im"), LosslessFactory.createFromImage(pdf.document(), image));
      COSDictionary states = new COSDictionary();
      states.setItem("Half", state("ca", new org.apache.pdfbox.cos.COSFloat(0.5f)));
      states.setItem("Multiply", state("BM", COSName.MULTIPLY));
      resources.getCOSObject().setItem(COSName.EXT_G_STATE, states);
      return pdf.text(folder, line(40, 500, SEEN) + content);
    }
  }

  private static COSDictionary state(String key, org.apache.pdfbox.cos.COSBase value) {
    COSDictionary state = new COSDictionary();
    state.setItem(COSName.getPDFName(key), value);
    return state;
  }

  @ParameterizedTest
  @CsvSource({
    "AnyOn, 0, false", "AnyOn, 01, true", "AllOn, 01, false", "AllOn, 1, true", "AnyOff, 1, false",
    "AnyOff, 01, true", "AllOff, 01, false", "AllOff, 0, true", "And, 01, false", "Or, 01, true",
    "Not, 1, false", "Not, 0, true", "group, 0, false", "group, 1, true",
  })
  void shouldLeaveOutLayersThatAreOffWhereverTheyHang(String policy, String groups, boolean shown)
      throws IOException {
    String expected = shown ? SEEN + "\n\n" + SECRET : SEEN;
    for (String where : List.of("content", "form", "annotation")) {
      try (TextLayerPdf pdf = new TextLayerPdf()) {
        COSDictionary membership = membership(pdf.document(), policy, groups);
        String content = hang(pdf, membership, where);
        assertThat(pdf.text(folder, line(40, 500, SEEN) + content)).as(where).isEqualTo(expected);
      }
    }
  }

  /** Builds a membership of layers, of which those named 0 are off and those named 1 are on. */
  private static COSDictionary membership(PDDocument document, String policy, String names) {
    PDOptionalContentProperties layers = new PDOptionalContentProperties();
    document.getDocumentCatalog().setOCProperties(layers);
    COSArray groups = new COSArray();
    for (String name : names.chars().mapToObj(Character::toString).toList()) {
      PDOptionalContentGroup group = new PDOptionalContentGroup(name);
      layers.addGroup(group);
      layers.setGroupEnabled(group, name.equals("1"));
      groups.add(group.getCOSObject());
    }
    if (policy.equals("group")) {
      return (COSDictionary) groups.getObject(0);
    }
    COSDictionary rule = new COSDictionary();
    rule.setItem(COSName.TYPE, COSName.getPDFName("OCMD"));
    if (List.of("And", "Or", "Not").contains(policy)) {
      groups.add(0, COSName.getPDFName(policy));
      rule.setItem(COSName.getPDFName("VE"), groups);
    } else {
      rule.setItem(COSName.OCGS, groups);
      rule.setItem(COSName.P, COSName.getPDFName(policy));
    }
    return rule;
  }

  private static String hang(TextLayerPdf pdf, COSDictionary membership, String where)
      throws IOException {
    String secret = line(40, 300, SECRET);
    PDResources resources = pdf.page().getResources();
    if (where.equals("content")) {
      resources.put(COSName.getPDFName("MC"), PDPropertyList.create(membership));
      return "/OC /MC BDC " + secret + " EMC";
    }
    if (where.equals("form")) {
      PDFormXObject form = new PDFormXObject(pdf.stream(secret));
      form.setBBox(new PDRectangle(420, 595));
      form.setResources(resources);
      form.getCOSObject().setItem(COSName.OC, membership);
      resources.put(COSName.getPDFName("Fm"), form);
      return "/Fm Do";
    }
    PDAnnotationRubberStamp stamp = new PDAnnotationRubberStamp();
    stamp.setRectangle(new PDRectangle(420, 595));
    PDAppearanceStream look = new PDAppearanceStream(pdf.stream(secret).getCOSObject());
    look.setBBox(new PDRectangle(420, 595));
    look.setResources(resources);
    PDAppearanceDictionary looks = new PDAppearanceDictionary();
    looks.setNormalAppearance(look);
    stamp.setAppearance(looks);
    stamp.getCOSObject().setItem(COSName.OC, membership);
    pdf.page().setAnnotations(List.of(stamp));
    return "";
  }

  @Test
  void shouldReadWhatAFormHoldsWhetherItsLooksAreDrawnOrNot() throws IOException {
    for (boolean drawn : new boolean[] {true, false}) {
      try (TextLayerPdf pdf = new TextLayerPdf()) {
        for (int i = 0; i < 2; i++) {
          String value = List.of("Martha Oliveira", "Porto").get(i);
          PDTextField field =
              addField(pdf.document(), pdf.page(), "f" + i, value, 120, 496 - 30 * i);
          if (!drawn) {
            field.getWidgets().forEach(w -> w.getCOSObject().removeItem(COSName.AP));
          }
        }
        String labels = line(40, 500, "Name:") + line(40, 470, "City:");
        assertThat(pdf.text(folder, labels).replaceAll("\\s+", " "))
            .as("drawn: %s", drawn)
            .isEqualTo("Name: Martha Oliveira City: Porto");
      }
    }
  }

  /** Adds a filled form field. */
  static PDTextField addField(
      PDDocument document, PDPage page, String name, String value, float x, float y)
      throws IOException {
    PDAcroForm form = document.getDocumentCatalog().getAcroForm(null);
    if (form == null) {
      form = new PDAcroForm(document);
      PDResources resources = new PDResources();
      resources.put(COSName.getPDFName("Helv"), TextLayerPdf.times());
      form.setDefaultResources(resources);
      form.setDefaultAppearance("/Helv 11 Tf 0 g");
      document.getDocumentCatalog().setAcroForm(form);
    }
    PDTextField field = new PDTextField(form);
    field.setPartialName(name);
    field.getWidgets().get(0).setRectangle(new PDRectangle(x, y, 200, 16));
    field.getWidgets().get(0).setPrinted(true);
    java.util.ArrayList<org.apache.pdfbox.pdmodel.interactive.form.PDField> fields =
        new java.util.ArrayList<>(form.getFields());
    fields.add(field);
    form.setFields(fields);
    java.util.ArrayList<org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation> pinned =
        new java.util.ArrayList<>(page.getAnnotations());
    pinned.add(field.getWidgets().get(0));
    page.setAnnotations(pinned);
    field.setValue(value);
    return field;
  }

  @Test
  void shouldKeepTheTextBesideMarkersAndReadTheImageOfDrawnLetters() throws IOException {
    StringBuilder markers = new StringBuilder();
    StringBuilder letters = new StringBuilder();
    String circle = "%1$d %2$d m %1$d 3 5 3 5 %2$d c 5 0 %1$d 0 %1$d %2$d c f\n";
    for (int i = 0; i < 400; i++) {
      int size = 1 + i % 3;
      String at = "q 1 0 0 1 %d %d cm ".formatted(10 + i % 40 * 10, 20 + i / 40 * 20);
      markers
          .append(at)
          .append("%d w ".formatted(size))
          .append(circle.formatted(0, 2))
          .append("Q ");
      letters.append(at);
      letters.append("0 0 m %d 9 l 5 %d l %d %d l S Q\n".formatted(i % 9, i % 7, i % 5, i % 8));
    }
    assertThat(text(markers.toString())).isEqualTo(SEEN);
    assertThat(text(letters.toString())).isEqualTo(IMAGE);
  }
}
