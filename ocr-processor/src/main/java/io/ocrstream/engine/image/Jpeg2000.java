/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JPEG 2000 with the OpenJPEG library that is part of Leptonica's. Leptonica's own reader
 * is not used: it reads every component as if it had the size of the first one, and past the end of
 * smaller ones.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> four bytes of native memory for each sample, of at most
 * {@link Jpeg2000Header#MAX_COMPONENTS} components. The caller has checked the size in the header;
 * a file with another size in the decoder is rejected. <b>Fails:</b> with a problem.
 */
final class Jpeg2000 {
  private static final int CODE_STREAM_CODEC = 0;
  private static final int BOXES_CODEC = 2;

  /**
   * Upper bound of the size of {@code opj_dparameters_t}, which holds two paths of 4,096 bytes and
   * some numbers.
   */
  private static final int PARAMETERS_BYTES = 1 << 14;

  private final NativeLibrary library = NativeLibrary.getInstance("leptonica");

  private Jpeg2000() {}

  /** Decodes a file with its alpha channel. */
  static Outcome<PixImage> read(Path file) {
    return new Jpeg2000().decode(file, /* withAlpha= */ true);
  }

  /** Decodes an image in memory. */
  static Outcome<PixImage> read(byte[] bytes, boolean withAlpha) throws IOException {
    Path file = Files.createTempFile("jpeg2000-", null);
    try {
      Files.write(file, bytes);
      return new Jpeg2000().decode(file, withAlpha);
    } finally {
      Files.delete(file);
    }
  }

  private Outcome<PixImage> decode(Path file, boolean withAlpha) {
    byte[] head = head(file);
    boolean boxes = head.length < 4 || head[0] != (byte) 0xFF;
    return Jpeg2000Header.of(head)
        .flatMap(
            header -> decode(file, boxes ? BOXES_CODEC : CODE_STREAM_CODEC, header, withAlpha));
  }

  private Outcome<PixImage> decode(
      Path file, int format, Jpeg2000Header header, boolean withAlpha) {
    Pointer stream = pointer("opj_stream_create_default_file_stream", file.toString(), 1);
    Pointer codec = pointer("opj_create_decompress", format);
    PointerByReference image = new PointerByReference();
    try {
      return stream != null && codec != null && isDecoded(stream, codec, image, header)
          ? raster(image.getValue(), header, withAlpha)
          : undecodable();
    } finally {
      destroy("opj_image_destroy", image.getValue());
      destroy("opj_destroy_codec", codec);
      destroy("opj_stream_destroy", stream);
    }
  }

  private boolean isDecoded(
      Pointer stream, Pointer codec, PointerByReference image, Jpeg2000Header header) {
    try (Memory parameters = new Memory(PARAMETERS_BYTES)) {
      library.getFunction("opj_set_default_decoder_parameters").invoke(new Object[] {parameters});
      return succeeds("opj_setup_decoder", codec, parameters)
          && succeeds("opj_read_header", stream, codec, image)
          && isAsStated(image.getValue(), header)
          && succeeds("opj_decode", codec, stream, image.getValue())
          && succeeds("opj_end_decompress", codec, stream);
    }
  }

  private static boolean isAsStated(Pointer image, Jpeg2000Header header) {
    Jpeg2000Planes.Area area = Jpeg2000Planes.area(image);
    return area.width() == header.width()
        && area.height() == header.height()
        && Jpeg2000Planes.count(image) <= Jpeg2000Header.MAX_COMPONENTS;
  }

  private static Outcome<PixImage> raster(Pointer image, Jpeg2000Header header, boolean withAlpha) {
    Outcome<PixImage> made =
        Jpeg2000Planes.of(image, withAlpha)
            .map(planes -> Outcome.of(planes.toRaster()))
            .orElseGet(Jpeg2000::undecodable);
    return made.flatMap(
        raster -> {
          raster.setResolution(header.across(), header.down());
          return Outcome.of(raster);
        });
  }

  private static <T> Outcome<T> undecodable() {
    return Outcome.failed(FailureCode.CORRUPT, "The image cannot be decoded");
  }

  private @Nullable Pointer pointer(String function, Object... arguments) {
    return library.getFunction(function).invokePointer(arguments);
  }

  private boolean succeeds(String function, Object... arguments) {
    return library.getFunction(function).invokeInt(arguments) != 0;
  }

  private void destroy(String function, @Nullable Pointer made) {
    if (made != null) {
      library.getFunction(function).invoke(new Object[] {made});
    }
  }

  private static byte[] head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(Jpeg2000Header.HEAD_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
