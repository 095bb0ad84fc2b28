/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import java.nio.IntBuffer;
import net.sourceforge.lept4j.ILeptonica;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Pix;
import org.jspecify.annotations.Nullable;

/** The alpha channel of a native image: which pixels are visible, and what replaces the others. */
final class PixAlpha {
  private static final int SAMPLES = 4;

  /** Minimum value of a sample that counts as light, or as opaque. */
  private static final int MIN_LIGHT_LEVEL = 128;

  /** Maximum share of dark pixels, among the visible ones, of an image with light text. */
  private static final double MAX_DARK_SHARE = 0.01;

  private PixAlpha() {}

  /** Returns whether the image has an alpha channel. */
  static boolean isIn(Pix pix) {
    return Leptonica1.pixGetSpp(pix) == SAMPLES;
  }

  /** Makes the fourth sample of a colour image its alpha channel. */
  static void add(Pix pix) {
    Leptonica1.pixSetSpp(pix, SAMPLES);
  }

  /** Treats the image as opaque, whatever its alpha channel contains. */
  static void ignore(Pix pix) {
    if (isIn(pix)) {
      Leptonica1.pixSetSpp(pix, SAMPLES - 1);
    }
  }

  /** Clears the alpha channel of a colour image, and treats the image as opaque. */
  static void clear(Pix pix) {
    Leptonica1.pixSetComponentArbitrary(pix, ILeptonica.L_ALPHA_CHANNEL, 0);
    ignore(pix);
  }

  /** Blends the image with white. */
  static @Nullable Pix blended(Pix pix) {
    return isIn(pix) ? Leptonica1.pixRemoveAlpha(pix) : null;
  }

  /**
   * Makes the image opaque: dark text on white. Light text is meant for a dark background, and is
   * inverted.
   */
  static @Nullable Pix removed(Pix pix) {
    if (!isIn(pix)) {
      return null;
    }
    // Blending costs up to a tenth of recognition, and most images with alpha are opaque.
    if (isOpaque(pix)) {
      ignore(pix);
      return null;
    }
    if (!isLight(pix)) {
      return blended(pix);
    }
    try (PixArena arena = new PixArena()) {
      return Leptonica1.pixInvert(null, arena.own(Leptonica1.pixAlphaBlendUniform(pix, 0)));
    }
  }

  private static boolean isOpaque(Pix pix) {
    IntBuffer opaque = IntBuffer.allocate(1);
    Leptonica1.pixAlphaIsOpaque(pix, opaque);
    return opaque.get(0) == 1;
  }

  /** Returns whether any pixel is visible. */
  static boolean hasVisiblePixels(Pix pix) {
    if (!isIn(pix)) {
      return true;
    }
    try (PixArena arena = new PixArena()) {
      IntBuffer empty = IntBuffer.allocate(1);
      Leptonica1.pixZero(channel(pix, arena), empty);
      return empty.get(0) == 0;
    }
  }

  /* Returns whether nearly all visible pixels are light; false if none is visible. */
  private static boolean isLight(Pix pix) {
    try (PixArena arena = new PixArena()) {
      Pix hidden = arena.darker(channel(pix, arena), MIN_LIGHT_LEVEL);
      Pix gray = arena.own(Leptonica1.pixConvertRGBToLuminance(pix));
      Pix dark = arena.darker(gray, MIN_LIGHT_LEVEL);
      Leptonica1.pixSubtract(dark, dark, hidden);
      long all = (long) Leptonica1.pixGetWidth(pix) * Leptonica1.pixGetHeight(pix);
      long seen = all - PixArena.count(hidden);
      return seen > 0 && PixArena.count(dark) <= MAX_DARK_SHARE * seen;
    }
  }

  private static Pix channel(Pix pix, PixArena arena) {
    return arena.own(Leptonica1.pixGetRGBComponent(pix, ILeptonica.L_ALPHA_CHANNEL));
  }
}
