/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.ptr.PointerByReference;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Pix;
import org.jspecify.annotations.Nullable;

/** Steps that make another image of a gray or black and white one. */
public final class ImageOps {
  private static final int GRAY_BITS = 8;
  private static final int NEIGHBOURHOOD = 3;

  /** Pixels to each side over which dots are blurred. */
  private static final int DOT_RADIUS = 2;

  /** L_ROTATE_AREA_MAP. */
  private static final int AREA_MAP = 1;

  /** L_BRING_IN_WHITE. */
  private static final int BRING_IN_WHITE = 1;

  private ImageOps() {}

  /** Makes a new image; null where it cannot be made of this one. */
  public interface Step {
    @Nullable Pix apply(Pix pix);
  }

  /** Black for white. */
  static @Nullable Pix inverted(Pix pix) {
    return Leptonica1.pixInvert(null, pix);
  }

  /** With evenly bright paper; of 8-bit gray. */
  static @Nullable Pix evened(Pix pix) {
    return Leptonica1.pixBackgroundNormSimple(pix, null, null);
  }

  /** With all white that is lighter than {@code threshold}; of 8-bit gray. */
  static Step whitened(int threshold) {
    return pix -> Leptonica1.pixGammaTRC(null, pix, 1, 0, threshold);
  }

  /** With dots joined to strokes; in 8-bit gray. */
  public static @Nullable Pix joined(Pix pix) {
    return ofGray(pix, gray -> Leptonica1.pixBlockconv(gray, DOT_RADIUS, DOT_RADIUS));
  }

  /** Without specks: each pixel as bright as the middle one of its neighbours. In 8-bit gray. */
  public static @Nullable Pix despeckled(Pix pix) {
    return ofGray(pix, gray -> Leptonica1.pixMedianFilter(gray, NEIGHBOURHOOD, NEIGHBOURHOOD));
  }

  /** Larger or smaller. In 8-bit gray, so that slopes do not become stairs. */
  static Step scaled(float factor) {
    return pix -> ofGray(pix, gray -> Leptonica1.pixScale(gray, factor, factor));
  }

  /** Turned about its middle, clockwise, on white, grown to hold its corners. In 8-bit gray. */
  static Step turnedBy(double degrees) {
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
