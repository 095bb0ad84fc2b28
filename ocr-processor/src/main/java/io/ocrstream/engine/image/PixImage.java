/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.ochafik.lang.jnaerator.runtime.NativeSize;
import com.ochafik.lang.jnaerator.runtime.NativeSizeByReference;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
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
  private static final int ALPHA_SAMPLES = 4;
  private static final int WORD_BYTES = 4;
  private static final int DIGEST_BYTES = 1 << 20;
  private static final int WHITE = 255;

  /** Sampling step in pixels for measurements, along rows and columns. */
  private static final int SAMPLING_STEP_PIXELS = 4;

  /** Minimum value of a sample that counts as light, or as opaque. */
  private static final int MIN_LIGHT_LEVEL = 128;

  /** Maximum share of dark pixels, among the visible ones, of an image with light text. */
  private static final double MAX_DARK_SHARE = 0.01;

  private @Nullable Pix pix;
  private boolean incomplete;

  PixImage(Pix pix) {
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

  /** Reads the size of an image of one page in memory; empty where its header is damaged. */
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
      Leptonica1.pixSetSpp(raster.pix(), ALPHA_SAMPLES);
    }
    return raster;
  }

  /** Copies an image of 8-bit gray or 32-bit RGB. */
  public static PixImage copyOf(BufferedImage image) {
    return image.getRaster().getDataBuffer() instanceof DataBufferInt rgb
        ? copyOf(rgb.getData(), image.getWidth(), image.getHeight())
        : copyOf(
            ((DataBufferByte) image.getRaster().getDataBuffer()).getData(),
            image.getWidth(),
            image.getHeight());
  }

  private static PixImage copyOf(byte[] gray, int width, int height) {
    PixImage raster = gray(width, height);
    int[] row = new int[(width + WORD_BYTES - 1) / WORD_BYTES];
    for (int y = 0; y < height; y++) {
      pack(gray, y * width, width, row);
      raster.setRow(y, row);
    }
    return raster;
  }

  private static PixImage copyOf(int[] rgb, int width, int height) {
    PixImage raster = colour(width, height, false);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      int from = y * width;
      Arrays.setAll(row, x -> rgb[from + x] << 8);
      raster.setRow(y, row);
    }
    return raster;
  }

  /** Copies a gray image. */
  public static PixImage copyOf(PageImage gray) {
    PixImage raster = gray(gray.width(), gray.height());
    int[] row = new int[(gray.width() + WORD_BYTES - 1) / WORD_BYTES];
    int[] samples = new int[gray.width()];
    for (int y = 0; y < gray.height(); y++) {
      for (int x = 0; x < samples.length; x++) {
        samples[x] = gray.sample(x, y, 0);
      }
      pack(samples, row);
      raster.setRow(y, row);
    }
    return raster;
  }

  /*
   * Leptonica stores pixels in 32-bit words of native byte order, with the leftmost pixel in the
   * high bits.
   */
  private static void pack(byte[] gray, int from, int width, int[] row) {
    Arrays.fill(row, 0);
    for (int x = 0; x < width; x++) {
      row[x >> 2] |= (gray[from + x] & 0xFF) << (24 - 8 * (x & 3));
    }
  }

  /** Packs gray samples of 0 to 255 into the words of a row. */
  static void pack(int[] gray, int[] row) {
    Arrays.fill(row, 0);
    for (int x = 0; x < gray.length; x++) {
      row[x >> 2] |= gray[x] << (24 - 8 * (x & 3));
    }
  }

  /**
   * Sets a row.
   *
   * @param words all words of the row
   */
  void setRow(int y, int[] words) {
    Pointer data = Leptonica1.pixGetData(pix()).getPointer();
    data.write((long) y * words.length * WORD_BYTES, words, 0, words.length);
  }

  /** Sets the resolution in dpi; 0 for unknown. */
  void setResolution(int across, int down) {
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
    if (hasAlpha()) {
      removeAlpha();
    }
    boolean isGray = depth() == 1 || depth() == GRAY_BITS;
    if (!isGray || Leptonica1.pixGetColormap(pix()) != null) {
      replace(Leptonica1.pixConvertTo8(pix(), 0));
    }
  }

  /** Converts a colour image to 32 bits without alpha; returns false for one without colour. */
  public boolean flattenColour() {
    if (hasAlpha()) {
      removeAlpha();
    }
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

  /*
   * Blending with white costs up to a tenth of recognition, and most images with an alpha channel
   * are opaque.
   */
  private void removeAlpha() {
    IntBuffer opaque = IntBuffer.allocate(1);
    Leptonica1.pixAlphaIsOpaque(pix(), opaque);
    if (opaque.get(0) == 1) {
      ignoreAlpha();
    } else if (isLight()) {
      // Light text is meant for a dark background.
      replace(Leptonica1.pixAlphaBlendUniform(pix(), 0));
      replace(Leptonica1.pixInvert(null, pix()));
    } else {
      replace(Leptonica1.pixRemoveAlpha(pix()));
    }
  }

  /** Treats the image as opaque, whatever its alpha channel contains. */
  void ignoreAlpha() {
    if (hasAlpha()) {
      Leptonica1.pixSetSpp(pix(), ALPHA_SAMPLES - 1);
    }
  }

  /** Removes the alpha channel of a colour image, whatever it contains. */
  void removeAlphaChannel() {
    Leptonica1.pixSetComponentArbitrary(pix(), ILeptonica.L_ALPHA_CHANNEL, 0);
    ignoreAlpha();
  }

  /** Returns whether the image has an alpha channel. */
  boolean hasAlpha() {
    return Leptonica1.pixGetSpp(pix()) == ALPHA_SAMPLES;
  }

  /** Returns whether any pixel is visible. */
  boolean hasVisiblePixels() {
    if (!hasAlpha()) {
      return true;
    }
    try (PixImage alpha =
        new PixImage(required(Leptonica1.pixGetRGBComponent(pix(), ILeptonica.L_ALPHA_CHANNEL)))) {
      IntBuffer empty = IntBuffer.allocate(1);
      Leptonica1.pixZero(alpha.pix(), empty);
      return empty.get(0) == 0;
    }
  }

  /* Whether nearly all visible pixels are light, and some are visible. */
  private boolean isLight() {
    try (PixImage hidden = dark(Leptonica1.pixGetRGBComponent(pix(), ILeptonica.L_ALPHA_CHANNEL));
        PixImage dark = dark(Leptonica1.pixConvertRGBToLuminance(pix()))) {
      Leptonica1.pixSubtract(dark.pix(), dark.pix(), hidden.pix());
      long seen = (long) width() * height() - hidden.black();
      return seen > 0 && dark.black() <= MAX_DARK_SHARE * seen;
    }
  }

  private static PixImage dark(@Nullable Pix samples) {
    try (PixImage gray = new PixImage(required(samples))) {
      return new PixImage(required(Leptonica1.pixThresholdToBinary(gray.pix(), MIN_LIGHT_LEVEL)));
    }
  }

  private long black() {
    IntBuffer count = IntBuffer.allocate(1);
    Leptonica1.pixCountPixels(pix(), count, null);
    return count.get(0);
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

  /** Returns the vertical resolution in dpi from the file; 0 where it has none. */
  public int resolution() {
    return Leptonica1.pixGetYRes(pix());
  }

  /** Sets both resolutions to {@code dotsPerInch}. */
  public void assumeResolution(int dotsPerInch) {
    Leptonica1.pixSetResolution(pix(), dotsPerInch, dotsPerInch);
  }

  /** Applies {@code step}; returns false, and changes nothing, where the step does not apply. */
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
   * Returns a copy of the pixels on the Java heap, in gray or colour, scaled down where there are
   * more than {@code maxPixels}. This image may be converted and scaled too.
   */
  public PageImage image(long maxPixels) {
    shrink(maxPixels);
    return new PageImage(width(), height(), samples());
  }

  /**
   * Converts to 8-bit gray or colour, and scales down where there are more than {@code maxPixels}.
   */
  void shrink(long maxPixels) {
    if (hasAlpha()) {
      replace(Leptonica1.pixRemoveAlpha(pix()));
    }
    if (Leptonica1.pixGetColormap(pix()) != null) {
      replace(Leptonica1.pixRemoveColormap(pix(), ILeptonica.REMOVE_CMAP_BASED_ON_SRC));
    }
    replace(Leptonica1.pixConvertTo8Or32(pix(), ILeptonica.L_COPY, 0));
    double scale = Math.sqrt(maxPixels / ((double) width() * height()));
    if (scale < 1) {
      replace(Leptonica1.pixScaleAreaMap(pix(), (float) scale, (float) scale));
    }
  }

  /** Writes {@code file} as PNG; returns false where it cannot be written. */
  boolean writePng(Path file) {
    return Leptonica1.pixWrite(file.toString(), pix(), ILeptonica.IFF_PNG) == 0;
  }

  private byte[] samples() {
    int width = width();
    int height = height();
    int channels = depth() == GRAY_BITS ? 1 : PageImage.COLOURS;
    int wordsPerLine = Leptonica1.pixGetWpl(pix());
    Pointer data = Leptonica1.pixGetData(pix()).getPointer();
    byte[] samples = new byte[Math.multiplyExact(width, height * channels)];
    for (int y = 0; y < height; y++) {
      int[] line = data.getIntArray((long) y * wordsPerLine * WORD_BYTES, wordsPerLine);
      unpack(line, width * channels, samples, y * width * channels, channels);
    }
    return samples;
  }

  /* The last byte of a colour pixel's word is unused. */
  private static void unpack(int[] line, int count, byte[] to, int from, int channels) {
    int bytesUsed = channels == 1 ? WORD_BYTES : channels;
    for (int i = 0; i < count; i++) {
      to[from + i] = (byte) (line[i / bytesUsed] >> (24 - 8 * (i % bytesUsed)));
    }
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

  /**
   * Returns the SHA-256, in hex digits, of the decoded image: size, depth, resolution, colour table
   * and pixels. Files that decode to the same image have the same digest, whatever their formats.
   */
  public String digest() {
    MessageDigest digest = ContentHash.newDigest();
    Pix image = pix();
    ByteBuffer header = ByteBuffer.allocate(5 * WORD_BYTES);
    header.putInt(width()).putInt(height()).putInt(depth());
    header.putInt(Leptonica1.pixGetXRes(image)).putInt(Leptonica1.pixGetYRes(image));
    digest.update(header.flip());
    digest.update(colours(Leptonica1.pixGetColormap(image)));
    long bytes = (long) WORD_BYTES * Leptonica1.pixGetWpl(image) * height();
    Pointer data = Leptonica1.pixGetData(image).getPointer();
    for (long at = 0; at < bytes; at += DIGEST_BYTES) {
      digest.update(data.getByteBuffer(at, Math.min(DIGEST_BYTES, bytes - at)));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static ByteBuffer colours(@Nullable PixColormap table) {
    int count = table == null ? 0 : Leptonica1.pixcmapGetCount(table);
    ByteBuffer colours = ByteBuffer.allocate(count * WORD_BYTES);
    IntBuffer colour = IntBuffer.allocate(1);
    for (int i = 0; i < count; i++) {
      Leptonica1.pixcmapGetColor32(table, i, colour);
      colours.putInt(colour.get(0));
    }
    return colours.flip();
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
