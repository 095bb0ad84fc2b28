/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import io.ocrstream.engine.pdf.layout.PdfGlyph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDListBox;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.apache.pdfbox.pdmodel.interactive.form.PDVariableText;

/**
 * Shows the values of form fields as a viewer does: it creates the appearances that are missing, or
 * that the document says are out of date.
 *
 * <p><b>Threading:</b> one thread, one document.
 */
final class FormFields {
  /** Bit of the field flags: one cell for each character. */
  private static final int COMB = 1 << 24;

  /** Height of a list's entry in points, at the size that PDFBox chooses. */
  private static final double LIST_ENTRY_POINTS = 12;

  /** Largest distance between the baselines of a value and its label, in em of the value. */
  private static final double MAX_LABEL_SHIFT_EMS = 0.7;

  private static final int MAX_DEPTH = 20;
  private static final COSName FIELD_FLAGS = COSName.getPDFName("Ff");

  private FormFields() {}

  /** Creates the appearances of the form's values. Fields that are broken stay as they are. */
  static void fill(PDDocumentCatalog catalog) {
    List<PDField> wanting = new ArrayList<>();
    PDAcroForm form;
    try {
      PDAcroForm stored = catalog.getAcroForm(null);
      if (stored == null) {
        return;
      }
      boolean outdated = stored.getNeedAppearances() && !stored.getFields().isEmpty();
      if (outdated) {
        // PDFBox would append the new values to the old appearances.
        stored.setNeedAppearances(false);
      }
      form = catalog.getAcroForm();
      for (PDField field : form.getFieldTree()) {
        if (isWritten(field) && (outdated || lacksAppearance(field))) {
          wanting.add(field);
        }
      }
    } catch (RuntimeException e) {
      // The form is broken. A viewer too shows the rest of the page.
      return;
    }
    wanting.forEach(field -> create(field, form));
  }

  /* A viewer shows a password as dots, which are not text. */
  private static boolean isWritten(PDField field) {
    return field instanceof PDVariableText
        && !(field instanceof PDTextField text && text.isPassword());
  }

  private static boolean lacksAppearance(PDField field) {
    return !field.getValueAsString().isEmpty()
        && field.getWidgets().stream().allMatch(w -> w.getAppearance() == null);
  }

  private static void create(PDField field, PDAcroForm form) {
    List<COSBase> old = new ArrayList<>();
    List<PDAnnotationWidget> widgets = field.getWidgets();
    for (PDAnnotationWidget widget : widgets) {
      old.add(widget.getCOSObject().getItem(COSName.AP));
      widget.getCOSObject().removeItem(COSName.AP);
    }
    try {
      if (field instanceof PDListBox list) {
        scroll(list);
      }
      form.refreshAppearances(List.of(field));
    } catch (IOException | RuntimeException e) {
      // The field's font or value is broken, so the old appearance is used.
      for (int i = 0; i < old.size(); i++) {
        widgets.get(i).getCOSObject().setItem(COSName.AP, old.get(i));
      }
    }
  }

  /* A viewer scrolls a list so that the selected entry is seen. */
  private static void scroll(PDListBox list) {
    if (list.getValue().isEmpty()) {
      return;
    }
    String value = list.getValue().get(0);
    int index =
        Math.max(
            list.getOptionsExportValues().indexOf(value),
            list.getOptionsDisplayValues().indexOf(value));
    double height = list.getWidgets().get(0).getRectangle().getHeight();
    if ((index + 1) * LIST_ENTRY_POINTS > height) {
      list.setTopIndex(index);
    }
  }

  /**
   * Closes the gaps between {@code glyphs}, the characters of {@code annotation}, if it is a field
   * with a cell for each character.
   */
  static void joinCells(PDAnnotation annotation, List<PdfGlyph> glyphs) {
    for (int i = 0; i + 1 < glyphs.size() && isComb(annotation); i++) {
      glyphs.set(i, glyphs.get(i).reaching(glyphs.get(i + 1)));
    }
  }

  /**
   * Moves {@code glyphs}, the one line of text that the field {@code annotation} shows, to the
   * baseline of its label, so that both are one line. The label is the nearest text of the page
   * before the field and at its height.
   */
  static void alignWithLabel(
      PDAnnotation annotation, List<PdfGlyph> glyphs, List<PdfGlyph> ofPage) {
    boolean isField = COSName.WIDGET.equals(annotation.getCOSObject().getCOSName(COSName.SUBTYPE));
    if (!isField || glyphs.isEmpty()) {
      return;
    }
    PdfGlyph value = glyphs.get(0);
    if (glyphs.stream().anyMatch(glyph -> glyph.baseline() != value.baseline())) {
      return;
    }
    ofPage.stream()
        .filter(glyph -> glyph.visible() && !glyph.isSpace() && isBefore(glyph, value))
        .max(Comparator.comparingDouble(PdfGlyph::end))
        .ifPresent(label -> glyphs.replaceAll(glyph -> glyph.withBaseline(label.baseline())));
  }

  private static boolean isBefore(PdfGlyph label, PdfGlyph value) {
    return label.direction() == value.direction()
        && label.end() <= value.start()
        && Math.abs(label.baseline() - value.baseline()) <= MAX_LABEL_SHIFT_EMS * value.size();
  }

  private static boolean isComb(PDAnnotation annotation) {
    COSDictionary field = annotation.getCOSObject();
    if (!COSName.WIDGET.equals(field.getCOSName(COSName.SUBTYPE))) {
      return false;
    }
    for (int depth = 0; field != null && depth < MAX_DEPTH; depth++) {
      if (field.containsKey(FIELD_FLAGS)) {
        return (field.getInt(FIELD_FLAGS) & COMB) != 0;
      }
      field = field.getCOSDictionary(COSName.PARENT);
    }
    return false;
  }
}
