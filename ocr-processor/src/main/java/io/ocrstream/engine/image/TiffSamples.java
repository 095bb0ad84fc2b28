/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.ocrstream.contracts.Outcome;
import java.nio.ByteBuffer;

/**
 * Reads an image as libtiff unpacks it, and converts its samples to 8 bits: gray, RGB or CMYK, with
 * samples of any size.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> one row of tiles, or one strip of each plane, in
 * native memory. Samples are read within it only.
 */
final class TiffSamples {
  private static final int WHITE = 255;

  private final LibTiff library;
  private final Pointer tiff;
  private final TiffLayout layout;
  private final boolean tiled;
  private final long rowBytes;
  private final int blocksAcross;

  /** Receives the samples of a row, of which each pixel has as many as the image has colours. */
  private interface RowVisitor {
    void row(int y, double[] samples);
  }

  TiffSamples(LibTiff library, Pointer tiff, TiffLayout layout) {
    this.library = library;
    this.tiff = tiff;
    this.layout = layout;
    this.tiled = library.TIFFIsTiled(tiff) != 0;
    this.rowBytes = tiled ? library.TIFFTileRowSize64(tiff) : library.TIFFScanlineSize64(tiff);
    this.blocksAcross = (layout.width() - 1) / layout.blockWidth() + 1;
  }

  /** Reads the image as stored, in 8-bit gray or 32-bit colour. */
  Outcome<PixImage> read() {
    long needed = ((long) layout.blockWidth() * layout.samplesOfPlane() * layout.bits() + 7) / 8;
    long rows = (long) layout.planes() * blocksAcross * layout.blockHeight();
    if (rowBytes < needed || rowBytes > PixelLimits.MAX_DECODED_BYTES / rows) {
      return TiffDecoder.undecodable();
    }
    SampleRange range = new SampleRange(layout);
    if (!range.isKnown() && !visit((y, samples) -> range.add(samples))) {
      return TiffDecoder.undecodable();
    }
    boolean gray = layout.colours() == 1;
    PixImage image =
        gray
            ? PixImage.gray(layout.width(), layout.height())
            : PixImage.colour(layout.width(), layout.height(), /* withAlpha= */ false);
    int[] levels = new int[layout.width() * layout.colours()];
    int[] words = new int[gray ? (layout.width() + 3) / 4 : layout.width()];
    boolean complete =
        visit(
            (y, samples) -> {
              range.toLevels(samples, levels);
              pack(levels, words);
              image.setRow(y, words);
            });
    if (!complete) {
      image.close();
      return TiffDecoder.undecodable();
    }
    return Outcome.of(image);
  }

  private void pack(int[] levels, int[] words) {
    if (layout.colours() == 1) {
      PixRows.pack(levels, words);
      return;
    }
    for (int x = 0; x < words.length; x++) {
      int at = x * layout.colours();
      words[x] =
          layout.photometric() == TiffLayout.RGB
              ? word(levels[at], levels[at + 1], levels[at + 2])
              : withoutInk(levels, at);
    }
  }

  private static int withoutInk(int[] inks, int at) {
    int white = WHITE - inks[at + 3];
    return word(
        (WHITE - inks[at]) * white / WHITE,
        (WHITE - inks[at + 1]) * white / WHITE,
        (WHITE - inks[at + 2]) * white / WHITE);
  }

  private static int word(int red, int green, int blue) {
    return red << 24 | green << 16 | blue << 8;
  }

  /* Returns false if a block cannot be decoded. */
  private boolean visit(RowVisitor visitor) {
    long blockBytes = rowBytes * layout.blockHeight();
    double[] samples = new double[layout.width() * layout.colours()];
    try (Memory blocks = new Memory(blockBytes * blocksAcross * layout.planes())) {
      for (int top = 0; top < layout.height(); top += layout.blockHeight()) {
        if (!fill(blocks, blockBytes, top)) {
          return false;
        }
        int bottom = Math.min(layout.height(), top + layout.blockHeight());
        for (int y = top; y < bottom; y++) {
          for (int i = 0; i < blocksAcross * layout.planes(); i++) {
            long at = i * blockBytes + (y - top) * rowBytes;
            unpack(blocks.getByteBuffer(at, rowBytes), i, samples);
          }
          visitor.row(y, samples);
        }
      }
      return true;
    }
  }

  /* Blocks are in the order of their planes, and from the left. */
  private boolean fill(Memory blocks, long blockBytes, int top) {
    int rows = tiled ? layout.blockHeight() : Math.min(layout.blockHeight(), layout.height() - top);
    for (int i = 0; i < blocksAcross * layout.planes(); i++) {
      short plane = (short) (i / blocksAcross);
      int left = i % blocksAcross * layout.blockWidth();
      Pointer block = blocks.share(i * blockBytes);
      long read =
          tiled
              ? library.TIFFReadEncodedTile(
                  tiff, library.TIFFComputeTile(tiff, left, top, 0, plane), block, blockBytes)
              : library.TIFFReadEncodedStrip(
                  tiff, library.TIFFComputeStrip(tiff, top, plane), block, blockBytes);
      if (read < rows * rowBytes) {
        return false;
      }
    }
    return true;
  }

  private void unpack(ByteBuffer row, int block, double[] samples) {
    int plane = block / blocksAcross;
    int left = block % blocksAcross * layout.blockWidth();
    int right = Math.min(layout.width(), left + layout.blockWidth());
    int colours = layout.colours();
    for (int x = left; x < right; x++) {
      for (int c = 0; c < colours / layout.planes(); c++) {
        samples[x * colours + plane + c] = sample(row, (x - left) * layout.samplesOfPlane() + c);
      }
    }
  }

  private double sample(ByteBuffer row, int index) {
    int bits = layout.bits();
    long value = bits % Byte.SIZE == 0 ? bytes(row, index * (bits / 8)) : packed(row, index);
    if (layout.format() == TiffLayout.FLOATING_POINT) {
      return floatingPoint(value, bits);
    }
    if (layout.format() == TiffLayout.SIGNED) {
      return value << (Long.SIZE - bits) >> (Long.SIZE - bits);
    }
    return value >= 0 ? value : value + 0x1p64;
  }

  /* libtiff returns samples of whole bytes in the machine's order, which is little-endian. */
  private long bytes(ByteBuffer row, int at) {
    long value = 0;
    for (int i = layout.bits() / Byte.SIZE - 1; i >= 0; i--) {
      value = value << Byte.SIZE | (row.get(at + i) & 0xFF);
    }
    return value;
  }

  private long packed(ByteBuffer row, int index) {
    long from = (long) index * layout.bits();
    long value = 0;
    for (long i = from; i < from + layout.bits(); i++) {
      value = value << 1 | (row.get((int) (i / Byte.SIZE)) >> (7 - i % Byte.SIZE) & 1);
    }
    return value;
  }

  private static double floatingPoint(long value, int bits) {
    return switch (bits) {
      case Double.SIZE -> Double.longBitsToDouble(value);
      case Float.SIZE -> Float.intBitsToFloat((int) value);
      default -> half((int) value);
    };
  }

  /* One bit of sign, five of the exponent and ten of the fraction. */
  private static double half(int value) {
    int exponent = value >> 10 & 0x1F;
    double fraction = (value & 0x3FF) / 1024.0;
    double size = exponent == 0 ? fraction * 0x1p-14 : Math.scalb(1 + fraction, exponent - 15);
    return (value & 0x8000) == 0 ? size : -size;
  }

  /**
   * Scales samples to levels of 0 to 255. The range of unsigned samples follows from their bits.
   * Others should be 0 to 1 (floating point) or use all bits (signed), but often have the range of
   * 8 or 16 bits, so it is measured.
   *
   * <p><b>Threading:</b> one thread.
   */
  private static final class SampleRange {
    private final boolean known;
    private final boolean inverted;
    private double most;

    SampleRange(TiffLayout layout) {
      this.known = layout.format() == TiffLayout.UNSIGNED;
      this.inverted = layout.photometric() == TiffLayout.WHITE_IS_ZERO;
      this.most = known ? Math.scalb(1.0, layout.bits()) - 1 : 0;
    }

    /** Returns whether samples need not be measured. */
    boolean isKnown() {
      return known;
    }

    /** Measures samples. */
    void add(double[] samples) {
      for (double sample : samples) {
        // A sample may be no number.
        most = sample > most && sample < Double.POSITIVE_INFINITY ? sample : most;
      }
    }

    /** Converts samples to levels. */
    void toLevels(double[] samples, int[] levels) {
      double white = known ? most : most <= 1 ? 1 : Math.max(most, WHITE);
      for (int i = 0; i < samples.length; i++) {
        int level = (int) Math.max(0, Math.min(WHITE, samples[i] * WHITE / white));
        levels[i] = inverted ? WHITE - level : level;
      }
    }
  }
}
