/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.FileType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import net.sourceforge.lept4j.Leptonica1;

/**
 * Reads the size that an image will have once decoded.
 *
 * <p><b>Bounds:</b> reads {@link #HEAD_BYTES} of the file; of a GIF, all up to the end of the first
 * frame.
 */
final class ImageHeaders {
  private static final int HEAD_BYTES = Jpeg2000Header.HEAD_BYTES;

  private static final int BITMAP_HEADER_AT = 14;
  private static final int COMPRESSION_AT = 30;
  private static final int ALPHA_MASK_AT = 66;

  /** The two values of a BMP's compression that stand for masks of its colours. */
  private static final Set<Integer> MASKS = Set.of(3, 6);

  private ImageHeaders() {}

  /**
   * Size of a decoded image.
   *
   * @param width pixels
   * @param height pixels
   * @param pixelBytes bytes of a pixel's samples while decoding
   */
  record Size(long width, long height, long pixelBytes) {
    /** Bytes of a pixel in colour. */
    private static final int COLOUR_BYTES = 4;

    Size(long width, long height) {
      this(width, height, COLOUR_BYTES);
    }

    Optional<Problem> check(PixelLimits limits) {
      return limits.check(width, height, pixelBytes);
    }
  }

  static Outcome<Size> size(Path file, FileType type) {
    return switch (type) {
      case GIF -> GifFrames.size(file);
      case BMP -> bitmap(head(file));
      case JPEG_2000 -> jpeg2000(head(file).array());
      default -> byLeptonica(file);
    };
  }

  private static Outcome<Size> byLeptonica(Path file) {
    IntBuffer width = IntBuffer.allocate(1);
    IntBuffer height = IntBuffer.allocate(1);
    IntBuffer rest = IntBuffer.allocate(1);
    int failed =
        Leptonica1.pixReadHeader(
            file.toString(),
            rest,
            width,
            height,
            IntBuffer.allocate(1),
            IntBuffer.allocate(1),
            IntBuffer.allocate(1));
    return failed != 0 ? corrupt() : Outcome.of(new Size(width.get(0), height.get(0)));
  }

  /*
   * Width and height follow the 14-byte file header. A negative height means that rows are stored
   * top-down.
   */
  private static Outcome<Size> bitmap(ByteBuffer head) {
    head.order(LITTLE_ENDIAN);
    if (head.remaining() < 26) {
      return corrupt();
    }
    if (head.getInt(14) == 12) {
      return Outcome.of(new Size(head.getShort(18) & 0xFFFF, head.getShort(20) & 0xFFFF));
    }
    return Outcome.of(new Size(head.getInt(18), Math.abs((long) head.getInt(22))));
  }

  /**
   * Returns whether a BMP file defines an alpha channel. In files of the first versions the fourth
   * byte of a pixel is reserved.
   */
  static boolean hasAlpha(Path bitmap) {
    ByteBuffer head = head(bitmap).order(LITTLE_ENDIAN);
    return head.remaining() >= ALPHA_MASK_AT + Integer.BYTES
        && head.getInt(BITMAP_HEADER_AT) + BITMAP_HEADER_AT >= ALPHA_MASK_AT + Integer.BYTES
        && MASKS.contains(head.getInt(COMPRESSION_AT))
        && head.getInt(ALPHA_MASK_AT) != 0;
  }

  private static Outcome<Size> jpeg2000(byte[] head) {
    return Jpeg2000Header.of(head)
        .map(header -> new Size(header.width(), header.height(), header.pixelBytes()));
  }

  private static ByteBuffer head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return ByteBuffer.wrap(in.readNBytes(HEAD_BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Outcome<Size> corrupt() {
    return damaged();
  }

  static <T> Outcome<T> damaged() {
    return Outcome.failed(FailureCode.CORRUPT, "The image's header is damaged");
  }
}
