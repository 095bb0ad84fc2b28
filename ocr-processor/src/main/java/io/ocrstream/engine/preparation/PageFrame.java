/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import io.ocrstream.engine.image.PixelRectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;

/**
 * Maps pixels of a preprocessed image to the page as delivered.
 *
 * <p><b>Threading:</b> any; immutable.
 */
public final class PageFrame {
  private final int pageWidth;
  private final int pageHeight;
  private final int width;
  private final int height;
  private final AffineTransform toPage;

  private PageFrame(int pageWidth, int pageHeight, int width, int height, AffineTransform toPage) {
    this.pageWidth = pageWidth;
    this.pageHeight = pageHeight;
    this.width = width;
    this.height = height;
    this.toPage = toPage;
  }

  /** Returns the frame of a page as delivered, of that size in pixels. */
  public static PageFrame of(int pageWidth, int pageHeight) {
    return new PageFrame(pageWidth, pageHeight, pageWidth, pageHeight, new AffineTransform());
  }

  /** Returns the frame of the image after clockwise quarter turns. */
  PageFrame turned(int quarters) {
    int turns = Math.floorMod(quarters, 4);
    boolean sideways = turns % 2 == 1;
    return turnedAbout(
        AffineTransform.getQuadrantRotateInstance(-turns),
        sideways ? height : width,
        sideways ? width : height);
  }

  /**
   * Returns the frame of the image after rotation about its centre.
   *
   * @param degrees clockwise
   * @param newWidth width after rotation, in pixels
   * @param newHeight height after rotation, in pixels
   */
  PageFrame straightened(double degrees, int newWidth, int newHeight) {
    return turnedAbout(
        AffineTransform.getRotateInstance(Math.toRadians(-degrees)), newWidth, newHeight);
  }

  /* Centres coincide. Rows grow downwards, so Java's positive angles are clockwise too. */
  private PageFrame turnedAbout(AffineTransform back, int newWidth, int newHeight) {
    AffineTransform next = new AffineTransform(toPage);
    next.translate(width / 2.0, height / 2.0);
    next.concatenate(back);
    next.translate(-newWidth / 2.0, -newHeight / 2.0);
    return new PageFrame(pageWidth, pageHeight, newWidth, newHeight, next);
  }

  /** Returns the frame of the image after scaling to another size. */
  PageFrame scaled(int newWidth, int newHeight) {
    AffineTransform next = new AffineTransform(toPage);
    next.scale((double) width / newWidth, (double) height / newHeight);
    return new PageFrame(pageWidth, pageHeight, newWidth, newHeight, next);
  }

  /** Returns the smallest upright rectangle on the page that holds {@code box} of the image. */
  public PixelRectangle onPage(PixelRectangle box) {
    Point2D first = toPage.transform(new Point2D.Double(box.left(), box.top()), null);
    double left = first.getX();
    double right = left;
    double top = first.getY();
    double bottom = top;
    double[] corners = {
      box.right(), box.top(), box.left(), box.bottom(), box.right(), box.bottom()
    };
    toPage.transform(corners, 0, corners, 0, 3);
    for (int i = 0; i < corners.length; i += 2) {
      left = Math.min(left, corners[i]);
      right = Math.max(right, corners[i]);
      top = Math.min(top, corners[i + 1]);
      bottom = Math.max(bottom, corners[i + 1]);
    }
    int x = within(Math.round(left), pageWidth - 1);
    int y = within(Math.round(top), pageHeight - 1);
    return new PixelRectangle(
        x,
        y,
        Math.max(x + 1, within(Math.round(right), pageWidth)),
        Math.max(y + 1, within(Math.round(bottom), pageHeight)));
  }

  private static int within(long value, int most) {
    return (int) Math.max(0, Math.min(value, most));
  }
}
