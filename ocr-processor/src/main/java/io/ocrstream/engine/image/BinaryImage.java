/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.lept4j.Boxa;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Numa;
import net.sourceforge.lept4j.Pix;
import org.jspecify.annotations.Nullable;

/**
 * A page in black and white, to be measured, not to be read.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> pieces are counted on at most {@link
 * #MOST_PIXELS}; a larger page is halved before.
 */
public final class BinaryImage implements AutoCloseable {
  /** Pixels above which an image is halved before its pieces are told apart. */
  static final long MOST_PIXELS = 16_000_000;

  /** Width in pixels from which the slant is looked for at a quarter of the resolution. */
  private static final int WIDE = 1500;

  private static final int EVERY_NEIGHBOUR = 8;

  /** Black pixels of four that make one: letters keep their strokes, specks go. */
  private static final int HALVING_RANK = 2;

  private static final float SWEEP_STEP_DEGREES = 1;
  private static final float SLANT_PRECISION_DEGREES = 0.01f;

  private @Nullable Pix pix;

  /** Takes {@code pix} over. */
  public BinaryImage(Pix pix) {
    pix.setAutoSynch(false);
    this.pix = pix;
  }

  /**
   * How lines run.
   *
   * @param degrees clockwise, by which the page must be turned for them to run level
   * @param confidence from 0 up; believed from 3
   */
  record Slant(double degrees, double confidence) {}

  /**
   * Which way letters stand, by their ascenders and descenders, in standard deviations.
   *
   * @param up that they stand upright; negative: on their head
   * @param left that they lie on their left side; negative: on their right
   */
  record Stance(double up, double left) {
    /** Nothing tells. */
    static final Stance UNKNOWN = new Stance(0, 0);
  }

  /** Part of the page that is black. */
  double share() {
    IntBuffer black = IntBuffer.allocate(1);
    Leptonica1.pixCountPixels(pix(), black, null);
    return (double) black.get(0) / pixels();
  }

  long pixels() {
    return (long) Leptonica1.pixGetWidth(pix()) * Leptonica1.pixGetHeight(pix());
  }

  /** Boxes of the pieces that hang together. */
  public List<PixelRectangle> pieces() {
    if (pixels() > MOST_PIXELS) {
      try (BinaryImage half = halved()) {
        return half.pieces().stream()
            .map(b -> new PixelRectangle(2 * b.left(), 2 * b.top(), 2 * b.right(), 2 * b.bottom()))
            .toList();
      }
    }
    Boxa boxes = Leptonica1.pixConnCompBB(pix(), EVERY_NEIGHBOUR);
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

  /* One call for all of a side's numbers: a call for each box would cost more than the finding. */
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
      // Leptonica's right and bottom are the last pixels.
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
   * How its lines run.
   *
   * @param range degrees to either side to look in
   */
  Slant slant(int range) {
    FloatBuffer degrees = FloatBuffer.allocate(1);
    FloatBuffer confidence = FloatBuffer.allocate(1);
    int coarse = Leptonica1.pixGetWidth(pix()) > WIDE ? 4 : 2;
    int failed =
        Leptonica1.pixFindSkewSweepAndSearch(
            pix(),
            degrees,
            confidence,
            coarse,
            coarse / 2,
            range,
            SWEEP_STEP_DEGREES,
            SLANT_PRECISION_DEGREES);
    return failed == 0 ? new Slant(degrees.get(0), confidence.get(0)) : new Slant(0, 0);
  }

  /** Which way its letters stand; its lines must run level or upright. */
  Stance stance() {
    FloatBuffer up = FloatBuffer.allocate(1);
    FloatBuffer left = FloatBuffer.allocate(1);
    int failed = Leptonica1.pixOrientDetect(pix(), up, left, 0, 0);
    return failed == 0 ? new Stance(up.get(0), left.get(0)) : Stance.UNKNOWN;
  }

  /** At half the resolution. */
  BinaryImage halved() {
    return new BinaryImage(
        PixImage.required(Leptonica1.pixReduceRankBinary2(pix(), HALVING_RANK, null)));
  }

  /** Turned clockwise by quarters. */
  BinaryImage turned(int quarters) {
    return new BinaryImage(
        PixImage.required(Leptonica1.pixRotateOrth(pix(), Math.floorMod(quarters, 4))));
  }

  /** Black for white. */
  BinaryImage inverted() {
    return new BinaryImage(PixImage.required(Leptonica1.pixInvert(null, pix())));
  }

  private Pix pix() {
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
