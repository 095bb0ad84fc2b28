/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.ochafik.lang.jnaerator.runtime.NativeSize;
import com.ochafik.lang.jnaerator.runtime.NativeSizeByReference;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Optional;
import net.sourceforge.lept4j.Box;
import net.sourceforge.lept4j.ILeptonica;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Pix;
import net.sourceforge.lept4j.PixColormap;
import org.jspecify.annotations.Nullable;

/**
 * The pixels of a page in native memory. Operations replace the image, so there is one image at a
 * time and one owner.
 *
 * <p><b>Threading:</b> one thread. <b>Fails:</b> with {@link IllegalStateException} where native
 * memory cannot be allocated.
 */
public final class PixImage implements AutoCloseable {
  private static final int GRAY_BITS = 8;
  private static final int COLOUR_BITS = 32;
  private static final int WHITE = 255;

  /** Sampling step in pixels for measurements, along rows and columns. */
  private static final int SAMPLING_STEP_PIXELS = 4;

  private @Nullable Pix pix;
  private boolean incomplete;

  /** Takes ownership of {@code pix}. */
  public PixImage(Pix pix) {
    this.pix = unsynchronised(pix);
  }

  /** Decodes an image file of one page. The caller has checked its size. */
  public static Outcome<PixImage> read(Path file) {
    return of(Leptonica1.pixRead(file.toString()));
  }

  /** Decodes an image of one page in memory. The caller has checked its size. */
  public static Outcome<PixImage> read(byte[] bytes) {
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    return of(Leptonica1.pixReadMem(direct, new NativeSize(bytes.length)));
  }

  /** Reads the size of an image of one page in memory; empty if its header is damaged. */
  static Optional<ImageHeaders.Size> size(byte[] bytes) {
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    IntBuffer width = IntBuffer.allocate(1);
    IntBuffer height = IntBuffer.allocate(1);
    IntBuffer rest = IntBuffer.allocate(1);
    int failed =
        Leptonica1.pixReadHeaderMem(
            direct, new NativeSize(bytes.length), rest, width, height, rest, rest, rest);
    return failed == 0
        ? Optional.of(new ImageHeaders.Size(width.get(0), height.get(0)))
        : Optional.empty();
  }

  /** Decodes the page of a TIFF file whose directory is at {@code offset}. */
  static Outcome<PixImage> readTiff(Path file, long offset) {
    NativeSizeByReference at = new NativeSizeByReference(new NativeSize(offset));
    return of(Leptonica1.pixReadFromMultipageTiff(file.toString(), at));
  }

  /** Creates an 8-bit gray image, to be filled row by row. */
  static PixImage gray(int width, int height) {
    return new PixImage(required(Leptonica1.pixCreate(width, height, GRAY_BITS)));
  }

  /** Creates a 32-bit colour image, to be filled row by row. */
  static PixImage colour(int width, int height, boolean withAlpha) {
    PixImage raster = new PixImage(required(Leptonica1.pixCreate(width, height, COLOUR_BITS)));
    if (withAlpha) {
      PixAlpha.add(raster.pix());
    }
    return raster;
  }

  /**
   * Sets a row.
   *
   * @param words all words of the row
   */
  void setRow(int y, int[] words) {
    Pointer data = Leptonica1.pixGetData(pix()).getPointer();
    data.write((long) y * words.length * Integer.BYTES, words, 0, words.length);
  }

  /** Sets the resolution in dpi; 0 for unknown. */
  public void setResolution(int across, int down) {
    Leptonica1.pixSetResolution(pix(), across, down);
  }

  private static Outcome<PixImage> of(@Nullable Pix pix) {
    return pix == null
        ? Outcome.failed(FailureCode.CORRUPT, "The image cannot be decoded")
        : Outcome.of(new PixImage(pix));
  }

  /** Returns a copy of {@code height} rows from {@code top} on. The caller closes it. */
  public PixImage band(int top, int height) {
    Box box = Leptonica1.boxCreate(0, top, width(), height);
    try {
      return new PixImage(required(Leptonica1.pixClipRectangle(pix(), box, null)));
    } finally {
      Leptonica1.boxDestroy(new PointerByReference(box.getPointer()));
    }
  }

  /**
   * Returns a second owner of the same pixels. Operations on one do not change the other. The
   * caller closes it.
   */
  public PixImage shared() {
    return new PixImage(required(Leptonica1.pixClone(pix())));
  }

  /** Marks that a part of the file cannot be decoded. */
  public void markIncomplete() {
    incomplete = true;
  }

  /** Returns whether a part of the file cannot be decoded. */
  public boolean isIncomplete() {
    return incomplete;
  }

  public int width() {
    return Leptonica1.pixGetWidth(pix());
  }

  public int height() {
    return Leptonica1.pixGetHeight(pix());
  }

  public int depth() {
    return Leptonica1.pixGetDepth(pix());
  }

  /** Converts to 8-bit gray on white. A binary image is left as it is. */
  public void toGray() {
    change(PixAlpha::removed);
    boolean isGray = depth() == 1 || depth() == GRAY_BITS;
    if (!isGray || Leptonica1.pixGetColormap(pix()) != null) {
      replace(Leptonica1.pixConvertTo8(pix(), 0));
    }
  }

  /** Converts a colour image to 32 bits without alpha; returns false for one without colour. */
  public boolean flattenColour() {
    change(PixAlpha::removed);
    PixColormap table = Leptonica1.pixGetColormap(pix());
    if (table != null) {
      IntBuffer coloured = IntBuffer.allocate(1);
      Leptonica1.pixcmapHasColor(table, coloured);
      if (coloured.get(0) == 1) {
        toColour();
      }
    }
    return depth() == COLOUR_BITS;
  }

  /** Makes pixels of that value white, in an 8-bit gray image without a colour table. */
  void whiten(int value) {
    if (depth() == GRAY_BITS && Leptonica1.pixGetColormap(pix()) == null) {
      try (PixImage mask =
          new PixImage(required(Leptonica1.pixGenerateMaskByValue(pix(), value, 0)))) {
        Leptonica1.pixSetMasked(pix(), mask.pix(), WHITE);
      }
    }
  }

  /**
   * Binarises the image with one global threshold, for measurements. The caller closes the result.
   */
  public BinaryImage ink() {
    if (depth() == 1) {
      return new BinaryImage(required(Leptonica1.pixClone(pix())));
    }
    IntBuffer threshold = IntBuffer.allocate(1);
    Leptonica1.pixSplitDistributionFgBg(
        pix(), 0, SAMPLING_STEP_PIXELS, threshold, null, null, null);
    return new BinaryImage(required(Leptonica1.pixThresholdToBinary(pix(), threshold.get(0))));
  }

  /** Returns the vertical resolution in dpi from the file; 0 if it has none. */
  public int resolution() {
    return Leptonica1.pixGetYRes(pix());
  }

  /** Sets both resolutions to {@code dotsPerInch}. */
  public void assumeResolution(int dotsPerInch) {
    Leptonica1.pixSetResolution(pix(), dotsPerInch, dotsPerInch);
  }

  /** Applies {@code step}; returns false, and changes nothing, if the step does not apply. */
  public boolean change(ImageOps.Step step) {
    Pix next = step.apply(pix());
    if (next != null) {
      replace(next);
    }
    return next != null;
  }

  /** Converts to 32-bit colour. */
  public void toColour() {
    replace(Leptonica1.pixConvertTo32(pix()));
  }

  /**
   * Returns a copy of the pixels on the Java heap, in gray or colour, scaled down if there are more
   * than {@code maxPixels}. This image may be converted and scaled too.
   */
  public PageImage image(long maxPixels) {
    shrink(maxPixels);
    return PixRows.toHeap(pix());
  }

  /** Converts to 8-bit gray or colour, and scales down if there are more than {@code maxPixels}. */
  public void shrink(long maxPixels) {
    change(PixAlpha::blended);
    if (Leptonica1.pixGetColormap(pix()) != null) {
      replace(Leptonica1.pixRemoveColormap(pix(), ILeptonica.REMOVE_CMAP_BASED_ON_SRC));
    }
    replace(Leptonica1.pixConvertTo8Or32(pix(), ILeptonica.L_COPY, 0));
    double scale = Math.sqrt(maxPixels / ((double) width() * height()));
    if (scale < 1) {
      replace(Leptonica1.pixScaleAreaMap(pix(), (float) scale, (float) scale));
    }
  }

  /** Writes {@code file} as PNG; returns false if it cannot be written. */
  public boolean writePng(Path file) {
    return Leptonica1.pixWrite(file.toString(), pix(), ILeptonica.IFF_PNG) == 0;
  }

  /** Rotates by clockwise quarter turns. */
  public void turn(int quarters) {
    if (quarters % 4 != 0) {
      replace(Leptonica1.pixRotateOrth(pix(), Math.floorMod(quarters, 4)));
    }
  }

  /** Mirrors left and right. */
  public void mirror() {
    replace(Leptonica1.pixFlipLR(null, pix()));
  }

  public Pix pix() {
    if (pix == null) {
      throw new IllegalStateException("closed");
    }
    return pix;
  }

  private void replace(@Nullable Pix next) {
    Pix replacement = unsynchronised(required(next));
    close();
    pix = replacement;
  }

  public static Pix required(@Nullable Pix pix) {
    if (pix == null) {
      throw new IllegalStateException("Leptonica returned no image");
    }
    return pix;
  }

  /*
   * JNA would write its copy of the fields back at every call, including a stale reference count.
   */
  private static Pix unsynchronised(Pix pix) {
    pix.setAutoSynch(false);
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
