/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.lept4j.Box;
import net.sourceforge.lept4j.Boxa;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Numa;
import net.sourceforge.lept4j.Pix;
import org.jspecify.annotations.Nullable;

/**
 * A binarised page, used for measurements only and never for recognition.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> connected components are counted on at most
 * {@link #MAX_COMPONENT_PIXELS} pixels; a larger page is halved first.
 */
public final class BinaryImage implements AutoCloseable {
  /** Pixels above which a page is halved before its connected components are counted. */
  static final long MAX_COMPONENT_PIXELS = 16_000_000;

  /**
   * Width in pixels from which skew is measured at a quarter of the resolution, and not at half.
   */
  private static final int MIN_WIDE_PIXELS = 1500;

  private static final int EIGHT_CONNECTED = 8;
  private static final int FOUR_CONNECTED = 4;

  /**
   * Black pixels of four from which the halved pixel is black: strokes of letters stay, specks go.
   */
  private static final int HALVING_RANK = 2;

  private static final float SWEEP_STEP_DEGREES = 1;
  private static final float SKEW_PRECISION_DEGREES = 0.01f;

  private @Nullable Pix pix;

  /** Takes ownership of {@code pix}. */
  public BinaryImage(Pix pix) {
    pix.setAutoSynch(false);
    this.pix = pix;
  }

  /**
   * The skew of a page's text lines.
   *
   * @param degrees clockwise rotation that makes the lines horizontal
   * @param confidence Leptonica's score, from 0 up; see the preprocessor for its threshold
   */
  public record Skew(double degrees, double confidence) {}

  /**
   * The orientation of a page's letters by their ascenders and descenders, in standard deviations.
   *
   * @param up positive if they are upright, negative if they are upside down
   * @param left positive if they lie on their left side, negative if on their right
   */
  public record LetterOrientation(double up, double left) {
    /** No evidence in either direction. */
    static final LetterOrientation UNKNOWN = new LetterOrientation(0, 0);
  }

  /** Returns the share of black pixels, 0 to 1. */
  public double blackShare() {
    IntBuffer black = IntBuffer.allocate(1);
    Leptonica1.pixCountPixels(pix(), black, null);
    return (double) black.get(0) / pixels();
  }

  /** Returns the share of black pixels in the part of {@code box} that is in the image, 0 to 1. */
  public double blackShare(PixelRectangle box) {
    Box area = Leptonica1.boxCreate(box.left(), box.top(), box.width(), box.height());
    try (PixArena arena = new PixArena()) {
      Pix part = arena.own(Leptonica1.pixClipRectangle(pix(), area, null));
      return PixArena.count(part)
          / ((double) Leptonica1.pixGetWidth(part) * Leptonica1.pixGetHeight(part));
    } finally {
      Leptonica1.boxDestroy(new PointerByReference(area.getPointer()));
    }
  }

  /** Returns whether {@code box} is in the image as a whole. */
  public boolean holds(PixelRectangle box) {
    return box.left() >= 0
        && box.top() >= 0
        && box.right() <= Leptonica1.pixGetWidth(pix())
        && box.bottom() <= Leptonica1.pixGetHeight(pix());
  }

  public long pixels() {
    return (long) Leptonica1.pixGetWidth(pix()) * Leptonica1.pixGetHeight(pix());
  }

  /** Returns the bounding boxes of the 8-connected components, in pixels of this image. */
  public List<PixelRectangle> pieces() {
    return components(EIGHT_CONNECTED);
  }

  /** Returns the bounding boxes of the white 4-connected areas, in pixels of this image. */
  public List<PixelRectangle> whiteAreas() {
    try (BinaryImage white = inverted()) {
      return white.components(FOUR_CONNECTED);
    }
  }

  private List<PixelRectangle> components(int connectivity) {
    if (pixels() > MAX_COMPONENT_PIXELS) {
      try (BinaryImage half = halved()) {
        return half.components(connectivity).stream()
            .map(b -> new PixelRectangle(2 * b.left(), 2 * b.top(), 2 * b.right(), 2 * b.bottom()))
            .toList();
      }
    }
    Boxa boxes = Leptonica1.pixConnCompBB(pix(), connectivity);
    if (boxes == null) {
      return List.of();
    }
    boxes.setAutoSynch(false);
    try {
      return copy(boxes);
    } finally {
      Leptonica1.boxaDestroy(new PointerByReference(boxes.getPointer()));
    }
  }

  /*
   * One call for each side of all boxes. A call for each box would take longer than the search for
   * components.
   */
  private static List<PixelRectangle> copy(Boxa boxes) {
    int count = Leptonica1.boxaGetCount(boxes);
    PointerByReference[] sides = new PointerByReference[4];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = new PointerByReference();
    }
    if (count == 0
        || Leptonica1.boxaExtractAsNuma(
                boxes, sides[0], sides[1], sides[2], sides[3], null, null, 0)
            != 0) {
      return List.of();
    }
    float[][] at = new float[sides.length][];
    for (int i = 0; i < sides.length; i++) {
      at[i] = take(sides[i], count);
    }
    List<PixelRectangle> copies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      // Leptonica's right and bottom are inclusive.
      copies.add(
          new PixelRectangle(
              (int) at[0][i], (int) at[1][i], (int) at[2][i] + 1, (int) at[3][i] + 1));
    }
    return copies;
  }

  private static float[] take(PointerByReference numbers, int count) {
    Numa numa = new Numa(numbers.getValue());
    numa.setAutoSynch(false);
    try {
      FloatByReference first = Leptonica1.numaGetFArray(numa, 0);
      return first.getPointer().getFloatArray(0, count);
    } finally {
      Leptonica1.numaDestroy(numbers);
    }
  }

  /**
   * Measures the skew of the text lines.
   *
   * @param range degrees to search in either direction
   */
  public Skew skew(int range) {
    FloatBuffer degrees = FloatBuffer.allocate(1);
    FloatBuffer confidence = FloatBuffer.allocate(1);
    int coarse = Leptonica1.pixGetWidth(pix()) > MIN_WIDE_PIXELS ? 4 : 2;
    int failed =
        Leptonica1.pixFindSkewSweepAndSearch(
            pix(),
            degrees,
            confidence,
            coarse,
            coarse / 2,
            range,
            SWEEP_STEP_DEGREES,
            SKEW_PRECISION_DEGREES);
    return failed == 0 ? new Skew(degrees.get(0), confidence.get(0)) : new Skew(0, 0);
  }

  /** Measures the orientation of the letters. Lines must be horizontal or vertical. */
  public LetterOrientation letterOrientation() {
    FloatBuffer up = FloatBuffer.allocate(1);
    FloatBuffer left = FloatBuffer.allocate(1);
    int failed = Leptonica1.pixOrientDetect(pix(), up, left, 0, 0);
    return failed == 0 ? new LetterOrientation(up.get(0), left.get(0)) : LetterOrientation.UNKNOWN;
  }

  /** Returns the image at half the resolution. The caller closes it. */
  public BinaryImage halved() {
    return new BinaryImage(
        PixImage.required(Leptonica1.pixReduceRankBinary2(pix(), HALVING_RANK, null)));
  }

  /** Returns the image rotated by clockwise quarter turns. The caller closes it. */
  public BinaryImage turned(int quarters) {
    return new BinaryImage(
        PixImage.required(Leptonica1.pixRotateOrth(pix(), Math.floorMod(quarters, 4))));
  }

  /** Returns the image with black and white swapped. The caller closes it. */
  public BinaryImage inverted() {
    return new BinaryImage(PixImage.required(Leptonica1.pixInvert(null, pix())));
  }

  /** Returns the native image, which this still owns. */
  public Pix pix() {
    if (pix == null) {
      throw new IllegalStateException("closed");
    }
    return pix;
  }

  @Override
  public void close() {
    if (pix != null) {
      Leptonica1.pixDestroy(new PointerByReference(pix.getPointer()));
      pix = null;
    }
  }
}
