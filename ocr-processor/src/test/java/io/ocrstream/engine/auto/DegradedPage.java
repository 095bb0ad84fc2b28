/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.TestFont;
import io.ocrstream.engine.GraySheet;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/**
 * Draws a receipt or letter as it looks after a till, a pocket and a phone's camera: faded, folded,
 * skewed, blurred, unevenly lit and compressed as JPEG. The same seed gives the same page.
 */
final class DegradedPage {
  private static final int MARGIN = 70;
  private static final int SIZE = 30;
  private static final int LEADING = 46;
  private static final int BLUR = 3;

  private final Random chance;

  private DegradedPage(long seed) {
    this.chance = new Random(seed);
  }

  /** Draws {@code lines} and degrades them. */
  static BufferedImage of(List<String> lines, long seed) throws IOException {
    DegradedPage page = new DegradedPage(seed);
    BufferedImage sharp = drawn(lines);
    BufferedImage worn = page.worn(page.askew(sharp));
    return page.packed(page.blurred(page.smaller(worn)));
  }

  private static BufferedImage drawn(List<String> lines) {
    double width = lines.stream().mapToDouble(line -> TestFont.width(line, SIZE)).max().orElse(0);
    BufferedImage image =
        GraySheet.blank((int) width + 2 * MARGIN, lines.size() * LEADING + 2 * MARGIN);
    Graphics2D pen = pen(image);
    pen.setColor(Color.BLACK);
    for (int i = 0; i < lines.size(); i++) {
      TestFont.draw(pen, lines.get(i), SIZE, MARGIN, MARGIN + (i + 1) * LEADING);
    }
    pen.dispose();
    return image;
  }

  private static Graphics2D pen(BufferedImage image) {
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    return pen;
  }

  /** Rotates the image slightly and adds perspective. */
  private BufferedImage askew(BufferedImage image) {
    BufferedImage turned = GraySheet.blank(image.getWidth(), image.getHeight());
    Graphics2D pen = pen(turned);
    AffineTransform view =
        AffineTransform.getRotateInstance(
            Math.toRadians(between(-1.5, 1.5)), image.getWidth() / 2.0, image.getHeight() / 2.0);
    view.shear(between(-0.03, 0.03), 0);
    pen.drawImage(image, view, null);
    pen.dispose();
    return turned;
  }

  /** Fades it in bands, adds a horizontal and a vertical fold, and lights it from one side. */
  private BufferedImage worn(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    double light = between(-0.25, 0.25);
    double ink = between(0.3, 0.5);
    double period = between(90, 200);
    int across = (int) (height * between(0.3, 0.7));
    int down = (int) (width * between(0.3, 0.7));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double kept = ink * (0.8 + 0.2 * Math.sin(y / period * Math.PI));
        double paper = 215 * (1 + light * (x / (double) width - 0.5));
        double dark = (255 - (image.getRGB(x, y) & 0xFF)) * kept;
        double fold = Math.max(crease(y - across), crease(x - down));
        double level = paper - dark - 40 * fold + 6 * chance.nextGaussian();
        int gray = (int) Math.max(0, Math.min(255, level));
        image.setRGB(x, y, gray * 0x010101);
      }
    }
    return image;
  }

  private static double crease(int distance) {
    return Math.max(0, 1 - Math.abs(distance) / 4.0);
  }

  private BufferedImage smaller(BufferedImage image) {
    double factor = between(0.5, 0.6);
    int width = (int) (image.getWidth() * factor);
    int height = (int) (image.getHeight() * factor);
    BufferedImage small = GraySheet.blank(width, height);
    Graphics2D pen = pen(small);
    pen.drawImage(image, 0, 0, width, height, null);
    pen.dispose();
    return small;
  }

  private BufferedImage blurred(BufferedImage image) {
    float side = (float) between(0.04, 0.1);
    float[] weights = new float[BLUR * BLUR];
    Arrays.fill(weights, side);
    weights[weights.length / 2] = 1 - side * (weights.length - 1);
    return new ConvolveOp(new Kernel(BLUR, BLUR, weights), ConvolveOp.EDGE_NO_OP, null)
        .filter(image, null);
  }

  private BufferedImage packed(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam options = writer.getDefaultWriteParam();
    options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    options.setCompressionQuality((float) between(0.4, 0.7));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), options);
    } finally {
      writer.dispose();
    }
    return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private double between(double least, double most) {
    return least + (most - least) * chance.nextDouble();
  }
}
