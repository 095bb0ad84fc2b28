/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import io.ocrstream.contracts.Page;
import io.ocrstream.engine.FileType;
import io.ocrstream.engine.Resolution;
import io.ocrstream.engine.image.ExifOrientation;
import io.ocrstream.engine.image.JpegHeader;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixImage;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.sourceforge.lept4j.Leptonica1;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * Makes a PDF of an image file's pages, with a text layer. The resolution determines the size of a
 * page. A page that cannot be decoded becomes an empty one, so that page numbers are kept.
 *
 * <p><b>Threading:</b> one thread.
 */
final class ImagePdf implements SearchablePdf.Maker {
  private static final COSName FONT = COSName.getPDFName("OcrText");
  private static final COSName IMAGE = COSName.getPDFName("Page");

  private final PageSource images;

  ImagePdf(PageSource images) {
    this.images = images;
  }

  /**
   * An image on its page.
   *
   * @param image the image as stored
   * @param unitSquareToPage maps the unit square, which every image fills, to points of the page
   * @param width width of the page in points
   * @param height height of the page in points
   */
  private record Placed(
      PDImageXObject image, AffineTransform unitSquareToPage, double width, double height) {
    static Placed of(PDImageXObject image, ExifOrientation orientation, Resolution stored) {
      boolean sideways = orientation.isSideways();
      Resolution upright = sideways ? stored.turned() : stored;
      double width = upright.width(sideways ? image.getHeight() : image.getWidth());
      double height = upright.height(sideways ? image.getWidth() : image.getHeight());
      AffineTransform matrix = AffineTransform.getScaleInstance(width, height);
      matrix.concatenate(orientation.ofUnitSquare());
      return new Placed(image, matrix, width, height);
    }
  }

  @Override
  public PDDocument make(PagesInTurn pages, OutputAllowance allowance) throws IOException {
    PDDocument pdf = new PDDocument(SearchablePdf.streamCache());
    try {
      InvisibleFont font = new InvisibleFont(pdf);
      long bytes = 0;
      for (int number = 1; number <= images.pageCount(); number++) {
        allowance.checkTime();
        bytes += add(pdf, placed(pdf, number), pages.next(number), font);
        allowance.checkBytes(bytes);
      }
      font.finish();
      return pdf;
    } catch (IOException | RuntimeException | Error e) {
      pdf.close();
      throw e;
    }
  }

  /** Returns the page's image; empty if it cannot be decoded. */
  private Optional<Placed> placed(PDDocument pdf, int number) throws IOException {
    Optional<JpegHeader> header = JpegHeader.of(images.file()).filter(JpegHeader::isBaseline);
    if (header.isPresent()) {
      PDImageXObject image = PdfPictures.jpeg(pdf, images.file(), header.get());
      ExifOrientation orientation = ExifOrientation.of(images.file(), FileType.JPEG);
      return Optional.of(Placed.of(image, orientation, header.get().resolution()));
    }
    Optional<PixImage> decoded = images.page(number).value();
    if (decoded.isEmpty()) {
      return Optional.empty();
    }
    try (PixImage raster = decoded.get()) {
      Resolution resolution =
          Resolution.of(Leptonica1.pixGetXRes(raster.pix()), Leptonica1.pixGetYRes(raster.pix()));
      PDImageXObject image = PdfPictures.lossless(pdf, raster);
      return Optional.of(Placed.of(image, ExifOrientation.UPRIGHT, resolution));
    }
  }

  /** Adds a page and returns the bytes of its image. */
  private static long add(
      PDDocument pdf, Optional<Placed> picture, Optional<Page> read, InvisibleFont font)
      throws IOException {
    if (picture.isEmpty()) {
      pdf.addPage(new PDPage(PDRectangle.A4));
      return 0;
    }
    Placed placed = picture.get();
    PDRectangle box = new PDRectangle((float) placed.width(), (float) placed.height());
    PDPage target = new PDPage(box);
    pdf.addPage(target);
    StringBuilder content = new StringBuilder("q\n");
    double[] matrix = new double[6];
    placed.unitSquareToPage().getMatrix(matrix);
    for (double value : matrix) {
      content.append(BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP)).append(' ');
    }
    content.append("cm\n/").append(IMAGE.getName()).append(" Do\nQ\n");
    read.filter(PdfOverlay::needsText)
        .map(p -> InvisibleText.of(p, PdfOverlay.toUserSpace(p, target), font, FONT.getName()))
        .ifPresent(content::append);
    target.setResources(resources(placed.image(), font));
    PDStream contents = new PDStream(pdf);
    try (OutputStream out = contents.createOutputStream(COSName.FLATE_DECODE)) {
      out.write(content.toString().getBytes(StandardCharsets.US_ASCII));
    }
    target.setContents(contents);
    return placed.image().getCOSObject().getLength();
  }

  private static PDResources resources(PDImageXObject image, InvisibleFont font) {
    COSDictionary resources = new COSDictionary();
    COSDictionary images = new COSDictionary();
    images.setItem(IMAGE, image);
    resources.setItem(COSName.XOBJECT, images);
    COSDictionary fonts = new COSDictionary();
    fonts.setItem(FONT, font.dictionary());
    resources.setItem(COSName.FONT, fonts);
    return new PDResources(resources);
  }
}
