/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.pdf.PdfLimits;
import io.ocrstream.engine.pdf.PdfPageTree;
import io.ocrstream.engine.pdf.layout.PdfGlyph;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;

/**
 * Adds a text layer to the pages of a PDF that were recognised from their image; other pages stay
 * as they are. The text layer comes first in a page's content, so that an unbalanced graphics state
 * of the page cannot move it. The page's own streams stay unchanged.
 *
 * <p><b>Threading:</b> one thread.
 */
final class PdfOverlay implements SearchablePdf.Maker {
  private static final String FONT = "OcrText";
  private static final int QUARTER = 90;

  private final Path source;

  PdfOverlay(Path source) {
    this.source = source;
  }

  @Override
  public PDDocument make(PagesInTurn pages, OutputAllowance allowance) throws IOException {
    PDDocument pdf = Loader.loadPDF(source.toFile(), "", SearchablePdf.streamCache());
    try {
      unlock(pdf);
      repairPageTree(pdf);
      InvisibleFont font = new InvisibleFont(pdf);
      while (pages.hasNext()) {
        Page page = withoutTextLayer(pages.next());
        allowance.checkTime();
        if (needsText(page)) {
          addTextLayer(page, pdf.getPage(page.number() - 1), pdf, font);
        }
      }
      font.finish();
      return pdf;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      pdf.close();
      throw e;
    }
  }

  /*
   * The PDF opens without a password, so the permissions that its owner grants to everyone apply.
   */
  private static void unlock(PDDocument pdf) throws IOException {
    if (!pdf.isEncrypted()) {
      return;
    }
    if (!pdf.getCurrentAccessPermission().canModify()) {
      throw new OutputAllowance.Stopped(
          FailureCode.ENCRYPTED, "The PDF's permissions do not allow a modified copy");
    }
    pdf.setAllSecurityToBeRemoved(true);
  }

  /* Repairs the page tree, so that page numbers are the same as when the document was read. */
  private static void repairPageTree(PDDocument pdf) throws OutputAllowance.Stopped {
    Optional<Problem> problem = PdfPageTree.repairAndCount(pdf, PdfLimits.DEFAULTS).problem();
    if (problem.isPresent()) {
      throw new OutputAllowance.Stopped(problem.get());
    }
  }

  /**
   * Returns the page with only the words that are not in its own text layer. Those of the text
   * layer have full confidence.
   */
  private static Page withoutTextLayer(Page page) {
    List<Word> words = page.words();
    if (page.source() == Page.TextSource.OCR || words == null) {
      return page;
    }
    List<Word> recognised =
        words.stream()
            .filter(word -> page.treatment() != null && word.confidence() < PdfGlyph.CERTAIN)
            .toList();
    return page.with(page.text(), recognised, page.lines(), page.blocks());
  }

  static boolean needsText(Page page) {
    return page.status() == Page.Status.READ && page.words() != null && !page.words().isEmpty();
  }

  private static void addTextLayer(Page page, PDPage target, PDDocument pdf, InvisibleFont font)
      throws IOException {
    String name = nameOf(font, target);
    String text = InvisibleText.of(page, toUserSpace(page, target), font, name);
    PDStream layer = new PDStream(pdf);
    try (OutputStream out = layer.createOutputStream(COSName.FLATE_DECODE)) {
      out.write(text.getBytes(US_ASCII));
    }
    List<PDStream> contents = new ArrayList<>(List.of(layer));
    target.getContentStreams().forEachRemaining(contents::add);
    target.setContents(contents);
  }

  /** Returns the font's name in the page's resources, which several pages may share. */
  private static String nameOf(InvisibleFont font, PDPage target) {
    PDResources resources = target.getResources();
    if (resources == null) {
      resources = new PDResources();
      target.setResources(resources);
    }
    COSDictionary fonts = resources.getCOSObject().getCOSDictionary(COSName.FONT);
    if (fonts == null) {
      fonts = new COSDictionary();
      resources.getCOSObject().setItem(COSName.FONT, fonts);
    }
    String name = FONT;
    for (int i = 2; isAnother(fonts, name, font); i++) {
      name = FONT + i;
    }
    fonts.setItem(COSName.getPDFName(name), font.dictionary());
    return name;
  }

  private static boolean isAnother(COSDictionary fonts, String name, InvisibleFont font) {
    COSName key = COSName.getPDFName(name);
    return fonts.containsKey(key) && fonts.getDictionaryObject(key) != font.dictionary();
  }

  /**
   * Returns the transform from pixels of the page as displayed to user space, which is not rotated.
   */
  static AffineTransform toUserSpace(Page page, PDPage target) {
    PDRectangle box = target.getCropBox();
    int quarters = Math.floorMod(target.getRotation() / QUARTER, 4);
    boolean sideways = quarters % 2 != 0;
    double width = sideways ? box.getHeight() : box.getWidth();
    double height = sideways ? box.getWidth() : box.getHeight();
    AffineTransform transform =
        AffineTransform.getTranslateInstance(box.getLowerLeftX(), box.getLowerLeftY());
    // Undo the clockwise rotation of the displayed page, whose lower left corner is at 0.
    switch (quarters) {
      case 1 -> transform.concatenate(new AffineTransform(0, 1, -1, 0, height, 0));
      case 2 -> transform.concatenate(new AffineTransform(-1, 0, 0, -1, width, height));
      case 3 -> transform.concatenate(new AffineTransform(0, -1, 1, 0, 0, width));
      default -> {}
    }
    transform.translate(0, height);
    transform.scale(width / page.width(), -height / page.height());
    return transform;
  }
}
