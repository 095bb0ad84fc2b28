/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixelLimits;
import io.ocrstream.engine.pdf.PdfPages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** A PDF page with a content stream written by hand. Font F1 is Times. */
public final class TextLayerPdf implements AutoCloseable {
  /** Result for a page whose image must be recognised. */
  static final String IMAGE = "(image)";

  private final PDDocument document = new PDDocument();
  private final PDPage page;

  public TextLayerPdf() {
    this(new PDRectangle(420, 595));
  }

  public TextLayerPdf(PDRectangle size) {
    page = new PDPage(size);
    page.setResources(new PDResources());
    document.addPage(page);
    page.getResources().put(COSName.getPDFName("F1"), times());
  }

  public static PDType1Font times() {
    return new PDType1Font(Standard14Fonts.FontName.TIMES_ROMAN);
  }

  PDDocument document() {
    return document;
  }

  public PDPage page() {
    return page;
  }

  /**
   * Adds Times under another name. Its character codes from {@code code} on map to the characters
   * of {@code text}.
   */
  public TextLayerPdf font(String name, int code, String text) throws IOException {
    StringBuilder map = new StringBuilder("/CMapName /X def\n1 begincodespacerange\n<00> <FF>\n");
    map.append("endcodespacerange\n%d beginbfchar\n".formatted(text.length()));
    for (int i = 0; i < text.length(); i++) {
      map.append("<%02X> <%04X>%n".formatted(code + i, (int) text.charAt(i)));
    }
    map.append("endbfchar\n");
    PDType1Font font = times();
    font.getCOSObject().setItem(COSName.TO_UNICODE, stream(map.toString()).getCOSObject());
    page.getResources().put(COSName.getPDFName(name), font);
    return this;
  }

  /** Adds Times under another name, with its own encoding. */
  TextLayerPdf encoded(String name, COSDictionary encoding) {
    COSDictionary font = new COSDictionary(times().getCOSObject());
    font.setItem(COSName.ENCODING, encoding);
    COSDictionary fonts = page.getResources().getCOSObject().getCOSDictionary(COSName.FONT);
    assertThat(fonts).isNotNull();
    fonts.setItem(COSName.getPDFName(name), font);
    return this;
  }

  PDStream stream(String text) throws IOException {
    return new PDStream(document, new ByteArrayInputStream(text.getBytes(US_ASCII)));
  }

  /** Writes the file. */
  public Path save(Path folder, String content) throws IOException {
    page.setContents(stream(content));
    Path file = Files.createTempFile(folder, "page", ".pdf");
    document.save(file.toFile());
    return file;
  }

  /** Returns the page's text layer, or {@link #IMAGE} if it is rejected. */
  public String text(Path folder, String content) throws IOException {
    return text(save(folder, content));
  }

  public static String text(Path file) {
    return page(file).map(Page::text).map(String::strip).orElse(IMAGE);
  }

  public static Optional<Page> page(Path file) {
    PixelLimits limits = new PixelLimits(100_000_000, 32_000);
    try (PageSource source =
        PdfPages.open(file, 300, limits)
            .fold(Optional::of, problem -> Optional.<PageSource>empty())
            .orElseThrow()) {
      return source
          .ownText(1, TextLayer.AUTO)
          .fold(found -> found, problem -> Optional.<Page>empty());
    }
  }

  /** Returns operators that show a line of text in a font, in user space. */
  public static String line(String font, double size, double x, double y, String text) {
    return "BT /%s %s Tf 1 0 0 1 %s %s Tm (%s) Tj ET\n".formatted(font, size, x, y, text);
  }

  /** Returns operators that show a line of text in Times of 12 points. */
  public static String line(double x, double y, String text) {
    return line("F1", 12, x, y, text);
  }

  @Override
  public void close() throws IOException {
    document.close();
  }
}
