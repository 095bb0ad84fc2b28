/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.ptr.PointerByReference;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Pix;
import org.jspecify.annotations.Nullable;

/** Image operations on gray and binary images. Each returns a new image. */
public final class ImageOps {
  private static final int GRAY_BITS = 8;
  private static final int NEIGHBOURHOOD = 3;

  /** Radius in pixels of the blur that joins dots. */
  private static final int DOT_RADIUS = 2;

  /** Leptonica's L_ROTATE_AREA_MAP. */
  private static final int AREA_MAP = 1;

  /** Leptonica's L_BRING_IN_WHITE. */
  private static final int BRING_IN_WHITE = 1;

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
   * Rotates clockwise about the centre on a white background, and enlarges the canvas to keep the
   * corners; the result is 8-bit gray.
   */
  public static Step rotated(double degrees) {
    return pix ->
        ofGray(
            pix,
            gray ->
                Leptonica1.pixRotate(
                    gray,
                    (float) Math.toRadians(degrees),
                    AREA_MAP,
                    BRING_IN_WHITE,
                    Leptonica1.pixGetWidth(gray),
                    Leptonica1.pixGetHeight(gray)));
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
