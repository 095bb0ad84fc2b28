/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.ptr.PointerByReference;
import java.nio.IntBuffer;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Pix;
import org.jspecify.annotations.Nullable;

/** Image operations on gray and binary images. Each returns a new image. */
public final class ImageOps {
  private static final int GRAY_BITS = 8;
  private static final int NEIGHBOURHOOD = 3;

  /** Radius in pixels of the blur that joins dots. */
  private static final int DOT_RADIUS = 2;

  private static final int WHITE = 255;

  /**
   * Loss of score, as a fraction, up to which Leptonica prefers an emptier brightness as the
   * threshold between ink and ground: its usual one.
   */
  private static final float SPLIT_SCORE = 0.1f;

  private static final int SAMPLING_STEP_PIXELS = 3;

  private ImageOps() {}

  /** An operation that returns a new image, or null if it does not apply to the input. */
  public interface Step {
    @Nullable Pix apply(Pix pix);
  }

  /** Swaps black and white. */
  public static @Nullable Pix inverted(Pix pix) {
    return Leptonica1.pixInvert(null, pix);
  }

  /** Normalises the background brightness of an 8-bit gray image. */
  public static @Nullable Pix backgroundNormalised(Pix pix) {
    return Leptonica1.pixBackgroundNormSimple(pix, null, null);
  }

  /** Makes all pixels lighter than {@code threshold} white; for 8-bit gray images. */
  public static Step whitened(int threshold) {
    return pix -> Leptonica1.pixGammaTRC(null, pix, 1, 0, threshold);
  }

  /** Joins dots to strokes by a blur; the result is 8-bit gray. */
  public static @Nullable Pix joined(Pix pix) {
    return joined(DOT_RADIUS).apply(pix);
  }

  /** Joins dots to strokes by a blur of {@code radius} pixels; the result is 8-bit gray. */
  public static Step joined(int radius) {
    return pix -> ofGray(pix, gray -> Leptonica1.pixBlockconv(gray, radius, radius));
  }

  /** Removes specks with a 3 by 3 median filter; the result is 8-bit gray. */
  public static @Nullable Pix despeckled(Pix pix) {
    return ofGray(pix, gray -> Leptonica1.pixMedianFilter(gray, NEIGHBOURHOOD, NEIGHBOURHOOD));
  }

  /** Scales by {@code factor}; the result is 8-bit gray, which avoids jagged edges. */
  public static Step scaled(float factor) {
    return pix -> ofGray(pix, gray -> Leptonica1.pixScale(gray, factor, factor));
  }

  /**
   * Rotates clockwise about the centre, and enlarges the canvas to keep the corners; the result is
   * 8-bit gray. The new corners are as light as the page's ground: white ones would outweigh the
   * letters of a gray page, and binarisation would take its ground for ink.
   */
  public static Step rotated(double degrees) {
    return pix -> ofGray(pix, gray -> rotated(gray, Math.toRadians(degrees)));
  }

  private static @Nullable Pix rotated(Pix gray, double radians) {
    int width = Leptonica1.pixGetWidth(gray);
    int height = Leptonica1.pixGetHeight(gray);
    double sine = Math.abs(Math.sin(radians));
    double cosine = Math.abs(Math.cos(radians));
    int across = border(width, width * cosine + height * sine);
    int down = border(height, height * cosine + width * sine);
    int ground = ground(gray);
    Pix canvas =
        PixImage.required(Leptonica1.pixAddBorderGeneral(gray, across, across, down, down, ground));
    canvas.setAutoSynch(false);
    try {
      return Leptonica1.pixRotateAMGray(canvas, (float) radians, (byte) ground);
    } finally {
      Leptonica1.pixDestroy(new PointerByReference(canvas.getPointer()));
    }
  }

  private static int border(int before, double after) {
    return (int) Math.max(0, Math.ceil((after - before) / 2));
  }

  /** Returns the mean brightness of the lighter part of an 8-bit gray image. */
  private static int ground(Pix gray) {
    IntBuffer threshold = IntBuffer.allocate(1);
    IntBuffer ink = IntBuffer.allocate(1);
    IntBuffer ground = IntBuffer.allocate(1);
    int failed =
        Leptonica1.pixSplitDistributionFgBg(
            gray, SPLIT_SCORE, SAMPLING_STEP_PIXELS, threshold, ink, ground, null);
    return failed == 0 ? ground.get(0) : WHITE;
  }

  private static @Nullable Pix ofGray(Pix pix, Step step) {
    if (Leptonica1.pixGetDepth(pix) == GRAY_BITS) {
      return step.apply(pix);
    }
    Pix gray = PixImage.required(Leptonica1.pixConvertTo8(pix, 0));
    gray.setAutoSynch(false);
    try {
      return step.apply(gray);
    } finally {
      Leptonica1.pixDestroy(new PointerByReference(gray.getPointer()));
    }
  }
}
