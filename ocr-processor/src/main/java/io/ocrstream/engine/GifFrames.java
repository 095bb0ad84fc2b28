/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Walks a GIF's blocks without unpacking any. The decoder unpacks every frame before it gives the
 * first, so all of them count.
 */
final class GifFrames {
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2C;
  private static final int SIGNATURE_BYTES = 6;
  private static final int FRAME_CORNER_BYTES = 4;

  private GifFrames() {}

  /** The canvas' width, and the height it would have with all frames below each other. */
  static Attempt<ImageHeaders.Size> size(Path file) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      in.skipNBytes(SIGNATURE_BYTES);
      int width = little(in);
      int height = little(in);
      skipColours(in.readUnsignedByte(), in, 2);
      long pixels = Math.max((long) width * height, framePixels(in));
      return width == 0 || height == 0
          ? ImageHeaders.corrupt()
          : Attempt.done(new ImageHeaders.Size(width, (pixels + width - 1) / width));
    } catch (EOFException e) {
      return ImageHeaders.corrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long framePixels(DataInputStream in) throws IOException {
    long pixels = 0;
    for (int block = in.read(); block == EXTENSION || block == FRAME; block = in.read()) {
      if (block == EXTENSION) {
        in.skipNBytes(1);
      } else {
        in.skipNBytes(FRAME_CORNER_BYTES);
        pixels += (long) little(in) * little(in);
        skipColours(in.readUnsignedByte(), in, 0);
        in.skipNBytes(1);
      }
      skipData(in);
    }
    return pixels;
  }

  /* Behind the flags of the canvas stand two more bytes, then its table of colours. */
  private static void skipColours(int flags, InputStream in, int before) throws IOException {
    in.skipNBytes(before);
    if ((flags & 0x80) != 0) {
      in.skipNBytes(3L << ((flags & 7) + 1));
    }
  }

  private static void skipData(DataInputStream in) throws IOException {
    for (int size = in.read(); size > 0; size = in.read()) {
      in.skipNBytes(size);
    }
  }

  private static int little(DataInputStream in) throws IOException {
    return Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
  }
}
