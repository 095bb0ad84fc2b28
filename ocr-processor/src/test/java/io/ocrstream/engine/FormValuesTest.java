/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static io.ocrstream.engine.TextLayerPdf.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationFreeText;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDListBox;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which values of form fields and annotations are read. */
class FormValuesTest {
  private static final String LABEL = line(40, 500, "Code:");

  @TempDir Path folder;

  private PDTextField field(TextLayerPdf pdf, String value) throws IOException {
    return TextLayerTest.addField(pdf.document(), pdf.page(), "f", value, 120, 496);
  }

  private String read(TextLayerPdf pdf) throws IOException {
    return pdf.text(folder, LABEL).replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldReadAValueOfCellsAsOneWord(boolean drawn) throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      PDTextField field = field(pdf, "");
      field.setMaxLen(8);
      field.setComb(true);
      field.setValue("48220917");
      if (!drawn) {
        field.getWidgets().get(0).getCOSObject().removeItem(COSName.AP);
      }
      assertThat(read(pdf)).isEqualTo("Code: 48220917");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {491, 496, 501})
  void shouldReadAValueBesideItsLabelWhenItIsALittleHigherOrLower(double y) throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      TextLayerTest.addField(pdf.document(), pdf.page(), "f", "Okonkwo", 120, (float) y);
      String next = line(40, 470, "Town:");
      assertThat(pdf.text(folder, LABEL + next).replaceAll("\\s+", " "))
          .isEqualTo("Code: Okonkwo Town:");
    }
  }

  @Test
  void shouldReadTheValueAloneWhenTheAppearanceIsOutOfDate() throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      PDTextField field = field(pdf, "100.00");
      // Programs that know no marked content draw the value bare.
      var bare = pdf.stream("BT /Helv 11 Tf 2 4 Td (100.00) Tj ET").getCOSObject();
      var old = field.getWidgets().get(0).getNormalAppearanceStream().getCOSObject();
      try (var to = old.createOutputStream();
          var from = bare.createInputStream()) {
        from.transferTo(to);
      }
      field.getCOSObject().setItem(COSName.V, new COSString("920.50"));
      assertThat(read(pdf)).isEqualTo("Code: 100.00");
      PDAcroForm form = pdf.document().getDocumentCatalog().getAcroForm(null);
      form.setNeedAppearances(true);
      assertThat(read(pdf)).isEqualTo("Code: 920.50");
    }
  }

  @Test
  void shouldKeepTheOldAppearanceWhenNoneCanBeMade() throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      PDTextField field = field(pdf, "100.00");
      field.setDefaultAppearance("/Missing 11 Tf");
      pdf.document().getDocumentCatalog().getAcroForm(null).setNeedAppearances(true);
      assertThat(read(pdf)).isEqualTo("Code: 100.00");
    }
  }

  @Test
  void shouldNotReadAPassword() throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      PDTextField field = field(pdf, "opensesame");
      field.setPassword(true);
      field.getWidgets().get(0).getCOSObject().removeItem(COSName.AP);
      assertThat(read(pdf)).isEqualTo("Code:");
      pdf.document().getDocumentCatalog().getAcroForm(null).setNeedAppearances(true);
      assertThat(read(pdf)).isEqualTo("Code:");
    }
  }

  @Test
  void shouldReadTheSelectedEntryWhenAListIsTooLowForAll() throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      PDTextField text = field(pdf, "");
      PDAcroForm form = text.getAcroForm();
      PDListBox list = new PDListBox(form);
      list.setPartialName("day");
      list.setOptions(List.of("Monday", "Tuesday", "Thursday"));
      list.getWidgets().get(0).setRectangle(new PDRectangle(120, 496, 200, 16));
      list.getWidgets().get(0).setPrinted(true);
      list.setDefaultAppearance("/Helv 11 Tf 0 g");
      list.setValue("Thursday");
      list.getWidgets().get(0).getCOSObject().removeItem(COSName.AP);
      List<PDField> fields = new ArrayList<>(form.getFields());
      fields.add(list);
      form.setFields(fields);
      List<PDAnnotation> annotations = new ArrayList<>(pdf.page().getAnnotations());
      annotations.add(list.getWidgets().get(0));
      pdf.page().setAnnotations(annotations);
      assertThat(read(pdf)).isEqualTo("Code: Thursday");
    }
  }

  @Test
  void shouldReadANoteWithoutAnAppearanceAsViewersDrawIt() throws IOException {
    try (TextLayerPdf pdf = new TextLayerPdf()) {
      PDAnnotationFreeText note = new PDAnnotationFreeText();
      note.setRectangle(new PDRectangle(40, 400, 300, 30));
      note.setContents("Checked by the clerk");
      note.setDefaultAppearance("/Helv 12 Tf 0 g");
      pdf.page().setAnnotations(List.of(note));
      assertThat(read(pdf)).isEqualTo("Code: Checked by the clerk");
    }
  }
}
