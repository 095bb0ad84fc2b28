/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.TestFont;
import io.ocrstream.engine.image.PixelRectangle;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * A page of words at known positions, and distorted variants of it (rotated, noisy, faint).
 *
 * @param image gray image
 * @param words words with the bounding boxes of their ink
 */
public record PlantedWords(BufferedImage image, List<Planted> words) {
  private static final int DPI = 200;
  private static final int DARK = 128;
  private static final int WHITE = 255;
  private static final float FONT_SIZE = 12;
  private static final float LEADING = 24;
  private static final float SPACE = 4;
  private static final float MARGIN = 60;
  private static final float SHORTEST = 60;
  private static final float WIDTH = 595;
  private static final int LINES = 12;
  private static final List<String> VOCABULARY =
      List.of(
          "harbour", "window", "candle", "bright", "paper", "longest", "morning", "kettle",
          "quarter", "delight", "yellow", "forty", "people", "hidden", "playing", "bottle");

  /**
   * A word on the page.
   *
   * @param text as drawn
   * @param box bounding box of its ink
   */
  record Planted(String text, PixelRectangle box) {}

  /** Returns a page of words, 33 pixels high, in twelve lines of different lengths. */
  public static PlantedWords page() throws IOException {
    return page(LINES);
  }

  /** Returns a page of words with as many lines. */
  static PlantedWords page(int lines) throws IOException {
    float height = 2 * MARGIN + LEADING * lines - 2;
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle(WIDTH, height));
      document.addPage(page);
      List<Planted> cells = new ArrayList<>();
      try (PDPageContentStream pen = new PDPageContentStream(document, page)) {
        PDFont font = TestFont.embeddedIn(document);
        pen.setFont(font, FONT_SIZE);
        float x = MARGIN;
        float y = height - MARGIN;
        for (int i = 0; y > MARGIN; i++) {
          String word = VOCABULARY.get(i * i % 19 % VOCABULARY.size());
          float width = font.getStringWidth(word) * FONT_SIZE / 1000;
          pen.beginText();
          pen.newLineAtOffset(x, y);
          pen.showText(word);
          pen.endText();
          cells.add(new Planted(word, cell(x, height - y, width)));
          x += width + SPACE;
          if (x > WIDTH - MARGIN - SHORTEST - 4 * (i % 7)) {
            x = MARGIN;
            y -= LEADING;
          }
        }
      }
      BufferedImage image = new PDFRenderer(document).renderImageWithDPI(0, DPI, ImageType.GRAY);
      return new PlantedWords(
          image, cells.stream().map(c -> new Planted(c.text(), ink(image, c.box()))).toList());
    }
  }

  private static PixelRectangle cell(float x, float baseline, float width) {
    double scale = DPI / 72.0;
    return new PixelRectangle(
        (int) (scale * (x - SPACE / 2)),
        (int) (scale * (baseline - 14)),
        (int) (scale * (x + width + SPACE / 2)),
        (int) (scale * (baseline + 8)));
  }

  private static PixelRectangle ink(BufferedImage image, PixelRectangle cell) {
    PixelRectangle ink = null;
    for (int y = cell.top(); y < cell.bottom(); y++) {
      for (int x = cell.left(); x < cell.right(); x++) {
        if (image.getRaster().getSample(x, y, 0) < DARK) {
          PixelRectangle pixel = new PixelRectangle(x, y, x + 1, y + 1);
          ink = ink == null ? pixel : ink.around(pixel);
        }
      }
    }
    return java.util.Objects.requireNonNull(ink);
  }

  /** Returns a copy with each brightness mapped by {@code light}. */
  PlantedWords lit(IntUnaryOperator light) {
    BufferedImage other = blank(image.getWidth(), image.getHeight());
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int gray = image.getRaster().getSample(x, y, 0);
        other.getRaster().setSample(x, y, 0, light.applyAsInt(gray));
      }
    }
    return new PlantedWords(other, words);
  }

  /** Returns a copy in which the fraction {@code part} of the pixels is randomly black or white. */
  PlantedWords noisy(double part) {
    Random chance = new Random(11);
    return lit(gray -> chance.nextDouble() >= part ? gray : chance.nextBoolean() ? 0 : WHITE);
  }

  /**
   * Returns a copy rotated clockwise about its centre, on a sheet that is large enough, and scaled.
   */
  PlantedWords moved(double degrees, double scale) {
    double angle = Math.toRadians(degrees);
    double cosine = Math.abs(Math.cos(angle)) * scale;
    double sine = Math.abs(Math.sin(angle)) * scale;
    int width = (int) Math.ceil(image.getWidth() * cosine + image.getHeight() * sine - 1e-6);
    int height = (int) Math.ceil(image.getWidth() * sine + image.getHeight() * cosine - 1e-6);
    AffineTransform move = AffineTransform.getTranslateInstance(width / 2.0, height / 2.0);
    move.rotate(angle);
    move.scale(scale, scale);
    move.translate(-image.getWidth() / 2.0, -image.getHeight() / 2.0);
    BufferedImage other = blank(width, height);
    Graphics2D pen = other.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.drawImage(image, move, null);
    pen.dispose();
    return new PlantedWords(
        other, words.stream().map(w -> new Planted(w.text(), moved(w.box(), move))).toList());
  }

  private static PixelRectangle moved(PixelRectangle box, AffineTransform move) {
    java.awt.Rectangle bounds =
        move.createTransformedShape(
                new java.awt.Rectangle(box.left(), box.top(), box.width(), box.height()))
            .getBounds();
    return new PixelRectangle(
        bounds.x, bounds.y, bounds.x + bounds.width, bounds.y + bounds.height);
  }

  private static BufferedImage blank(int width, int height) {
    BufferedImage blank = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = blank.createGraphics();
    pen.setColor(java.awt.Color.WHITE);
    pen.fillRect(0, 0, width, height);
    pen.dispose();
    return blank;
  }
}
