/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import com.sun.jna.ptr.ShortByReference;
import java.util.Set;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;

/**
 * The storage layout of an image in a TIFF file, as libtiff reports it.
 *
 * @param width pixels, as stored
 * @param height pixels, as stored
 * @param samples samples of a pixel
 * @param extraSamples those of them that are not colours, such as alpha
 * @param bits bits of a sample
 * @param format number of the kind of samples: unsigned, signed or floating point
 * @param photometric number of the colour space
 * @param isPlanar whether each sample has a plane of its own
 * @param compression number of the compression
 * @param orientation EXIF number of the orientation
 * @param blockWidth pixels of a tile's row; those of the image if it has strips
 * @param blockHeight rows of a tile or strip
 * @param across horizontal resolution in dpi, as stored; 0 if the file has none
 * @param down vertical resolution in dpi, as stored; 0 if the file has none
 */
record TiffLayout(
    int width,
    int height,
    int samples,
    int extraSamples,
    int bits,
    int format,
    int photometric,
    boolean isPlanar,
    int compression,
    int orientation,
    int blockWidth,
    int blockHeight,
    int across,
    int down) {
  static final int WHITE_IS_ZERO = 0;
  static final int BLACK_IS_ZERO = 1;
  static final int RGB = 2;
  static final int SEPARATED = 5;

  static final int UNSIGNED = 1;
  static final int SIGNED = 2;
  static final int FLOATING_POINT = 3;

  private static final int PLANES = 2;

  private static final int CENTIMETRE = 3;
  private static final double CENTIMETRES_PER_INCH = 2.54;
  private static final int MAX_BITS = 64;
  private static final Set<Integer> BITS_OF_FLOATING_POINT = Set.of(16, 32, 64);

  /** Reads the tags of the current directory. */
  static TiffLayout of(LibTiff library, Pointer tiff) {
    Tags tags = new Tags(library, tiff);
    int width = tags.word(BaselineTIFFTagSet.TAG_IMAGE_WIDTH);
    int height = tags.word(BaselineTIFFTagSet.TAG_IMAGE_LENGTH);
    boolean tiled = library.TIFFIsTiled(tiff) != 0;
    int rows =
        tags.word(
            tiled ? BaselineTIFFTagSet.TAG_TILE_LENGTH : BaselineTIFFTagSet.TAG_ROWS_PER_STRIP);
    return new TiffLayout(
        width,
        height,
        tags.half(BaselineTIFFTagSet.TAG_SAMPLES_PER_PIXEL),
        tags.extraSamples(),
        tags.half(BaselineTIFFTagSet.TAG_BITS_PER_SAMPLE),
        tags.half(BaselineTIFFTagSet.TAG_SAMPLE_FORMAT),
        tags.half(BaselineTIFFTagSet.TAG_PHOTOMETRIC_INTERPRETATION),
        tags.half(BaselineTIFFTagSet.TAG_PLANAR_CONFIGURATION) == PLANES,
        tags.half(BaselineTIFFTagSet.TAG_COMPRESSION),
        tags.half(BaselineTIFFTagSet.TAG_ORIENTATION),
        tiled ? tags.word(BaselineTIFFTagSet.TAG_TILE_WIDTH) : width,
        // Without a number of rows, or with too many, the image is one strip.
        tiled || (rows > 0 && rows < height) ? rows : height,
        tags.dotsPerInch(BaselineTIFFTagSet.TAG_X_RESOLUTION),
        tags.dotsPerInch(BaselineTIFFTagSet.TAG_Y_RESOLUTION));
  }

  private record Tags(LibTiff library, Pointer tiff) {
    int word(int tag) {
      IntByReference value = new IntByReference();
      library.TIFFGetFieldDefaulted(tiff, tag, value);
      return value.getValue();
    }

    int half(int tag) {
      ShortByReference value = new ShortByReference();
      library.TIFFGetFieldDefaulted(tiff, tag, value);
      return value.getValue() & 0xFFFF;
    }

    int extraSamples() {
      ShortByReference count = new ShortByReference();
      library.TIFFGetFieldDefaulted(
          tiff, BaselineTIFFTagSet.TAG_EXTRA_SAMPLES, count, new PointerByReference());
      return count.getValue() & 0xFFFF;
    }

    int dotsPerInch(int tag) {
      FloatByReference value = new FloatByReference();
      library.TIFFGetFieldDefaulted(tiff, tag, value);
      double perInch =
          half(BaselineTIFFTagSet.TAG_RESOLUTION_UNIT) == CENTIMETRE ? CENTIMETRES_PER_INCH : 1;
      return (int) Math.round(value.getValue() * perInch);
    }
  }

  /** Returns the number of colours; 0 if {@link TiffSamples} does not know the colour space. */
  int colours() {
    return switch (photometric) {
      case WHITE_IS_ZERO, BLACK_IS_ZERO -> 1;
      case RGB -> 3;
      case SEPARATED -> 4;
      default -> 0;
    };
  }

  /** Returns whether {@link TiffSamples} converts such samples. */
  boolean hasKnownSamples() {
    boolean known =
        format == FLOATING_POINT
            ? BITS_OF_FLOATING_POINT.contains(bits)
            : format <= SIGNED && bits >= 1 && bits <= MAX_BITS;
    return known && colours() > 0 && samples >= colours() && blockWidth > 0 && blockHeight > 0;
  }

  /** Returns the number of planes to read. */
  int planes() {
    return isPlanar ? colours() : 1;
  }

  /** Returns the number of samples that a pixel has in a plane. */
  int samplesOfPlane() {
    return isPlanar ? 1 : samples;
  }

  /** Returns the bytes of a pixel, rounded up. */
  long pixelBytes() {
    return ((long) samples * bits + Byte.SIZE - 1) / Byte.SIZE;
  }
}
