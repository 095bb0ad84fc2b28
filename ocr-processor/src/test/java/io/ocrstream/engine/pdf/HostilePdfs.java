/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.pattern.PDTilingPattern;

/** Builds PDFs that are deep, large or inconsistent. */
final class HostilePdfs {
  private HostilePdfs() {}

  /** Adds an image of a number of pixels in a row to some part of a page. */
  interface Hanging {
    void hang(PDDocument document, int pixels) throws IOException;
  }

  static final List<Hanging> HANGINGS =
      List.of(
          (document, pixels) ->
              form(document, content(document, "/F Do").getResources(), "/I Do")
                  .put(COSName.getPDFName("I"), wide(document, pixels)),
          (document, pixels) -> {
            PDTilingPattern pattern = new PDTilingPattern();
            pattern.setResources(new PDResources());
            pattern.getResources().put(COSName.getPDFName("I"), wide(document, pixels));
            // A key that leads from an annotation to its page.
            content(document, "q Q").getResources().put(COSName.P, pattern);
          },
          // Under keys of annotations, also inside what is listed as an annotation.
          (document, pixels) -> {
            PDPage page = content(document, "/Parent Do");
            page.getResources().put(COSName.PARENT, wide(document, pixels));
            COSDictionary names =
                page.getResources().getCOSObject().getCOSDictionary(COSName.XOBJECT);
            page.getCOSObject().setItem(COSName.ANNOTS, arrayOf(Objects.requireNonNull(names)));
          },
          (document, pixels) -> {
            COSDictionary states = new COSDictionary();
            states.setItem(COSName.P, wide(document, pixels).getCOSObject());
            COSDictionary appearance = new COSDictionary();
            appearance.setItem(COSName.N, states);
            COSDictionary annotation = new COSDictionary();
            annotation.setItem(COSName.AP, appearance);
            content(document, "q Q").getCOSObject().setItem(COSName.ANNOTS, arrayOf(annotation));
          },
          // A mask that does not declare itself as an image.
          (document, pixels) -> {
            PDImageXObject image = wide(document, 1);
            COSStream mask = wide(document, pixels).getCOSObject();
            mask.removeItem(COSName.SUBTYPE);
            image.getCOSObject().setItem(COSName.SMASK, mask);
            content(document, "/I Do").getResources().put(COSName.getPDFName("I"), image);
          });

  /** Builds a root and a chain of branches below it. */
  static void deep(PDDocument document, int branches) throws IOException {
    written(document, "deep");
    COSDictionary root = root(document);
    COSDictionary leaf = (COSDictionary) root.getCOSArray(COSName.KIDS).getObject(0);
    COSDictionary above = root;
    for (int i = 0; i < branches; i++) {
      COSDictionary branch = new COSDictionary();
      branch.setItem(COSName.TYPE, COSName.PAGES);
      branch.setInt(COSName.COUNT, 1);
      branch.setItem(COSName.PARENT, above);
      above.setItem(COSName.KIDS, arrayOf(branch));
      above = branch;
    }
    above.setItem(COSName.MEDIA_BOX, new PDRectangle(144, 72).getCOSArray());
    leaf.removeItem(COSName.MEDIA_BOX);
    leaf.setItem(COSName.PARENT, above);
    above.setItem(COSName.KIDS, arrayOf(leaf));
  }

  static COSArray arrayOf(COSDictionary only) {
    COSArray array = new COSArray();
    array.add(only);
    return array;
  }

  static COSDictionary root(PDDocument document) {
    return Optional.ofNullable(
            document.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.PAGES))
        .orElseThrow();
  }

  static void written(PDDocument document, String text) throws IOException {
    PDPage page = new PDPage(new PDRectangle(200, 100));
    document.addPage(page);
    try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
      pen.beginText();
      pen.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 10);
      pen.newLineAtOffset(20, 50);
      pen.showText(text);
      pen.endText();
    }
  }

  static PDPage content(PDDocument document, String operators) throws IOException {
    PDPage page = new PDPage(new PDRectangle(200, 100));
    page.setResources(new PDResources());
    page.setContents(stream(new PDStream(document), operators));
    document.addPage(page);
    return page;
  }

  private static PDStream stream(PDStream stream, String operators) throws IOException {
    try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
      out.write(operators.getBytes(StandardCharsets.US_ASCII));
    }
    return stream;
  }

  static void image(PDDocument document, int bytes) throws IOException {
    PDStream packed = stream(new PDStream(document), " ".repeat(bytes));
    PDImageXObject image =
        new PDImageXObject(
            document,
            new ByteArrayInputStream(packed.getCOSObject().createRawInputStream().readAllBytes()),
            COSName.FLATE_DECODE,
            1,
            1,
            8,
            PDDeviceGray.INSTANCE);
    content(document, "/I Do").getResources().put(COSName.getPDFName("I"), image);
  }

  static PDImageXObject wide(PDDocument document, int pixels) throws IOException {
    byte[] none = new byte[0];
    return new PDImageXObject(
        document,
        new ByteArrayInputStream(none),
        COSName.FLATE_DECODE,
        pixels,
        1,
        8,
        PDDeviceGray.INSTANCE);
  }

  static void nested(PDDocument document, int depth) throws IOException {
    PDResources outer = content(document, "/F Do").getResources();
    for (int i = 0; i < depth; i++) {
      outer = form(document, outer, i + 1 < depth ? "/F Do" : "q Q");
    }
  }

  static void avalanche(PDDocument document) throws IOException {
    PDResources outer = content(document, "/F Do ".repeat(10)).getResources();
    for (int i = 0; i < 10; i++) {
      outer = form(document, outer, i < 9 ? "/F Do ".repeat(10) : "q Q");
    }
  }

  static PDResources form(PDDocument document, PDResources outer, String operators)
      throws IOException {
    PDFormXObject form = new PDFormXObject(document);
    stream(form.getStream(), operators);
    form.setBBox(new PDRectangle(200, 100));
    form.setResources(new PDResources());
    outer.put(COSName.getPDFName("F"), form);
    return form.getResources();
  }
}
