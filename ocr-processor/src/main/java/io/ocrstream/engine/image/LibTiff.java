/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libtiff that {@link TiffDecoder} and {@link TiffSamples} call, under libtiff's
 * names. The library is part of Leptonica's.
 *
 * <p><b>Threading:</b> any; a handle belongs to one thread.
 */
@SuppressWarnings("MemberName")
interface LibTiff extends Library {
  /** Opens without mapping the file to memory: a file that shrinks would end the process. */
  String READ_UNMAPPED = "rm";

  /** Returns the library that Leptonica has loaded. */
  static LibTiff load() {
    return Native.load("leptonica", LibTiff.class);
  }

  @Nullable Pointer TIFFOpenOptionsAlloc();

  void TIFFOpenOptionsSetMaxSingleMemAlloc(@Nullable Pointer options, long bytes);

  void TIFFOpenOptionsFree(@Nullable Pointer options);

  @Nullable Pointer TIFFOpenExt(String file, String mode, @Nullable Pointer options);

  void TIFFClose(Pointer tiff);

  /** Sets the function that prints errors; null for none. */
  @Nullable Pointer TIFFSetErrorHandler(@Nullable Pointer handler);

  /** Sets the function that prints warnings; null for none. */
  @Nullable Pointer TIFFSetWarningHandler(@Nullable Pointer handler);

  /** Goes to the directory at {@code offset}; returns 0 if it is damaged. */
  int TIFFSetSubDirectory(Pointer tiff, long offset);

  int TIFFIsCODECConfigured(short compression);

  /** Reads a tag, or its default, into {@code values}; returns 0 if it has neither. */
  int TIFFGetFieldDefaulted(Pointer tiff, int tag, Object... values);

  /** Returns 0 if {@link #TIFFReadRGBAImageOriented} does not support the image. */
  int TIFFRGBAImageOK(Pointer tiff, byte[] message);

  /**
   * Reads the image into 32-bit words with red in the lowest byte and alpha in the highest.
   *
   * @param orientation orientation of the rows to return; that of the file for rows as stored
   */
  int TIFFReadRGBAImageOriented(
      Pointer tiff, int width, int height, Pointer words, int orientation, int stopOnError);

  int TIFFIsTiled(Pointer tiff);

  long TIFFScanlineSize64(Pointer tiff);

  long TIFFTileRowSize64(Pointer tiff);

  int TIFFComputeStrip(Pointer tiff, int y, short sample);

  int TIFFComputeTile(Pointer tiff, int x, int y, int z, short sample);

  /** Returns the number of bytes read; -1 if that fails. */
  long TIFFReadEncodedStrip(Pointer tiff, int strip, Pointer samples, long bytes);

  /** Returns the number of bytes read; -1 if that fails. */
  long TIFFReadEncodedTile(Pointer tiff, int tile, Pointer samples, long bytes);
}
