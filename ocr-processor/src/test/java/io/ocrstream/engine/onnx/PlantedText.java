/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.TestFont;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Draws a page with two lines of text, and computes the boxes of its words. */
final class PlantedText {
  static final String FIRST = "The quick brown fox jumps";
  static final String SECOND = "over thirteen lazy dogs";

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 700;
  private static final int LEFT = 120;
  private static final int FONT_SIZE = 44;

  private PlantedText() {}

  static BufferedImage page() {
    BufferedImage image = blank();
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.BLACK);
    TestFont.draw(pen, FIRST, FONT_SIZE, LEFT, baseline(0));
    TestFont.draw(pen, SECOND, FONT_SIZE, LEFT, baseline(1));
    pen.dispose();
    return image;
  }

  static BufferedImage blank() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.dispose();
    return image;
  }

  /** Rotates the image clockwise by multiples of 90°. */
  static BufferedImage turned(BufferedImage image, int degrees) {
    BufferedImage turned =
        degrees % 180 == 0
            ? new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY)
            : new BufferedImage(HEIGHT, WIDTH, BufferedImage.TYPE_BYTE_GRAY);
    new AffineTransformOp(quarterTurn(degrees), AffineTransformOp.TYPE_NEAREST_NEIGHBOR)
        .filter(image, turned);
    return turned;
  }

  /** Rotates the image clockwise about its centre. */
  static BufferedImage slanted(BufferedImage image, double degrees) {
    BufferedImage slanted = blank();
    Graphics2D pen = slanted.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.rotate(Math.toRadians(degrees), WIDTH / 2.0, HEIGHT / 2.0);
    pen.drawImage(image, 0, 0, null);
    pen.dispose();
    return slanted;
  }

  /** Returns the boxes of the words' ink, in order, on the page rotated clockwise. */
  static List<Rectangle> words(int degrees) {
    List<Rectangle> boxes = new ArrayList<>();
    for (int line = 0; line < 2; line++) {
      String text = line == 0 ? FIRST : SECOND;
      int from = 0;
      for (String word : text.split(" ", -1)) {
        double left = LEFT + TestFont.width(text.substring(0, from), FONT_SIZE);
        Rectangle box = TestFont.ink(word, FONT_SIZE, left, baseline(line)).getBounds();
        boxes.add(quarterTurn(degrees).createTransformedShape(box).getBounds());
        from += word.length() + 1;
      }
    }
    return boxes;
  }

  private static int baseline(int line) {
    return 200 + 90 * line;
  }

  private static AffineTransform quarterTurn(int degrees) {
    return switch (degrees) {
      case 90 -> new AffineTransform(0, 1, -1, 0, HEIGHT, 0);
      case 180 -> new AffineTransform(-1, 0, 0, -1, WIDTH, HEIGHT);
      case 270 -> new AffineTransform(0, -1, 1, 0, 0, WIDTH);
      default -> new AffineTransform();
    };
  }
}
