/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ocrstream.contracts.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import net.sourceforge.lept4j.Leptonica1;

/**
 * The size of an image as its decoder will make it, before it does.
 *
 * <p><b>Bounds:</b> reads {@link #HEAD_BYTES} of the file, except for GIF, whose first frame is
 * walked past.
 */
final class ImageHeaders {
  /** A JPEG 2000 code stream begins behind its boxes, within this many bytes. */
  static final int HEAD_BYTES = 1 << 20;

  private ImageHeaders() {}

  /** Width and height in pixels. */
  record Size(long width, long height) {}

  static Attempt<Size> size(Path file, FileType type) {
    return switch (type) {
      case GIF -> GifFrames.size(file);
      case BMP -> bitmap(head(file));
      case JPEG_2000 -> codeStream(head(file));
      default -> byLeptonica(file);
    };
  }

  private static Attempt<Size> byLeptonica(Path file) {
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
    return failed != 0 ? corrupt() : Attempt.done(new Size(width.get(0), height.get(0)));
  }

  /* Width and height stand behind the file header of 14 bytes; a negative height means top-down. */
  private static Attempt<Size> bitmap(ByteBuffer head) {
    head.order(LITTLE_ENDIAN);
    if (head.remaining() < 26) {
      return corrupt();
    }
    if (head.getInt(14) == 12) {
      return Attempt.done(new Size(head.getShort(18) & 0xFFFF, head.getShort(20) & 0xFFFF));
    }
    return Attempt.done(new Size(head.getInt(18), Math.abs((long) head.getInt(22))));
  }

  /** The size of the JPEG 2000 image whose first {@link #HEAD_BYTES} these are. */
  static Attempt<Size> codeStream(byte[] head) {
    return codeStream(ByteBuffer.wrap(head));
  }

  /*
   * The code stream's own size, not the one of the box before it: a decoder goes by the former,
   * and a hostile file may let the two differ.
   */
  private static Attempt<Size> codeStream(ByteBuffer head) {
    head.order(BIG_ENDIAN);
    for (int at = 0; at + 24 <= head.remaining(); at++) {
      if (head.getInt(at) == 0xFF4FFF51) {
        long width = unsigned(head, at + 8) - unsigned(head, at + 16);
        long height = unsigned(head, at + 12) - unsigned(head, at + 20);
        return Attempt.done(new Size(width, height));
      }
    }
    return corrupt();
  }

  private static long unsigned(ByteBuffer head, int at) {
    return head.getInt(at) & 0xFFFF_FFFFL;
  }

  private static ByteBuffer head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return ByteBuffer.wrap(in.readNBytes(HEAD_BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Attempt<Size> corrupt() {
    return damaged();
  }

  static <T> Attempt<T> damaged() {
    return Attempt.failed(FailureCode.CORRUPT, "The image's header is damaged.");
  }
}
