/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.Pointer;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import java.nio.file.Path;
import net.sourceforge.lept4j.Leptonica1;
import org.jspecify.annotations.Nullable;

/**
 * Decodes with libtiff the images that Leptonica, although it calls libtiff too, rejects (tiles,
 * planes, old-style JPEG, floating point, unusual samples) or gets wrong: of a truncated colour
 * image it repeats the last strip.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> the limits, applied to the size that libtiff
 * finds; one allocation of libtiff is at most {@link PixelLimits#MAX_DECODED_BYTES}. <b>Fails:</b>
 * with a problem. An image of which a part cannot be decoded fails.
 */
final class TiffDecoder {
  private static final int MESSAGE_BYTES = 1024;

  private final LibTiff library = LibTiff.load();
  private final PixelLimits limits;

  TiffDecoder(PixelLimits limits) {
    this.limits = limits;
  }

  /** Decodes the image whose directory is at {@code offset}, and turns it upright. */
  Outcome<PixImage> read(Path file, long offset) {
    library.TIFFSetErrorHandler(null);
    library.TIFFSetWarningHandler(null);
    Pointer tiff = open(file);
    if (tiff == null) {
      return undecodable();
    }
    try {
      return library.TIFFSetSubDirectory(tiff, offset) == 0
          ? undecodable()
          : read(tiff, TiffLayout.of(library, tiff));
    } finally {
      library.TIFFClose(tiff);
    }
  }

  private @Nullable Pointer open(Path file) {
    Pointer options = library.TIFFOpenOptionsAlloc();
    try {
      library.TIFFOpenOptionsSetMaxSingleMemAlloc(options, PixelLimits.MAX_DECODED_BYTES);
      return library.TIFFOpenExt(file.toString(), LibTiff.READ_UNMAPPED, options);
    } finally {
      library.TIFFOpenOptionsFree(options);
    }
  }

  private Outcome<PixImage> read(Pointer tiff, TiffLayout layout) {
    return Outcome.unless(
        limits.check(layout.width(), layout.height(), layout.pixelBytes()),
        () -> decoded(tiff, layout).flatMap(image -> upright(image, layout)));
  }

  private static Outcome<PixImage> upright(PixImage image, TiffLayout layout) {
    image.setResolution(layout.across(), layout.down());
    ExifOrientation.ofNumber(layout.orientation())
        .ifPresent(orientation -> orientation.applyTo(image));
    return Outcome.of(image);
  }

  private Outcome<PixImage> decoded(Pointer tiff, TiffLayout layout) {
    if (library.TIFFIsCODECConfigured((short) layout.compression()) == 0) {
      return unsupported();
    }
    // Signed samples would be taken for unsigned ones.
    boolean usual =
        layout.format() != TiffLayout.SIGNED
            && library.TIFFRGBAImageOK(tiff, new byte[MESSAGE_BYTES]) != 0
            && !isRefusedLater(layout);
    if (usual) {
      return colours(tiff, layout);
    }
    return layout.hasKnownSamples() ? new TiffSamples(library, tiff, layout).read() : unsupported();
  }

  /* TIFFRGBAImageOK accepts colours of any number of bits; the conversion does not. */
  private static boolean isRefusedLater(TiffLayout layout) {
    return (layout.photometric() == TiffLayout.SEPARATED && layout.bits() != Byte.SIZE)
        || (layout.photometric() == TiffLayout.RGB && layout.bits() < Byte.SIZE);
  }

  private Outcome<PixImage> colours(Pointer tiff, TiffLayout layout) {
    PixImage image = PixImage.colour(layout.width(), layout.height(), /* withAlpha= */ true);
    Pointer words = Leptonica1.pixGetData(image.pix()).getPointer();
    int read =
        library.TIFFReadRGBAImageOriented(
            tiff, layout.width(), layout.height(), words, layout.orientation(), 1);
    if (read == 0) {
      image.close();
      return undecodable();
    }
    // Leptonica has red in the highest byte.
    Leptonica1.pixEndianByteSwap(image.pix());
    if (layout.extraSamples() == 0 || !PixAlpha.hasVisiblePixels(image.pix())) {
      PixAlpha.clear(image.pix());
    }
    return Outcome.of(image);
  }

  static <T> Outcome<T> undecodable() {
    return Outcome.failed(FailureCode.CORRUPT, "The image cannot be decoded");
  }

  private static <T> Outcome<T> unsupported() {
    return Outcome.failed(
        FailureCode.UNSUPPORTED_TYPE,
        "The TIFF image has a compression or kind of samples that is not supported");
  }
}
