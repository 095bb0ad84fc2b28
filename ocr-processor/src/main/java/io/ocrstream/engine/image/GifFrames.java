/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import io.ocrstream.contracts.Outcome;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Walks the blocks of a GIF up to its first frame, without unpacking any. An animation is read by
 * its first frame. The decoder would unpack all frames and then reject the file, so it gets only
 * the first one.
 */
final class GifFrames {
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xF9;
  private static final int FRAME = 0x2C;
  private static final byte TRAILER = 0x3B;
  private static final int SIGNATURE_BYTES = 6;
  private static final int FRAME_CORNER_BYTES = 4;

  private GifFrames() {}

  /**
   * Returns the canvas' width, and its height, or more height if the first frame has more pixels
   * than the canvas.
   */
  static Outcome<ImageHeaders.Size> size(Path file) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      in.skipNBytes(SIGNATURE_BYTES);
      int width = little(in);
      int height = little(in);
      skipColours(in.readUnsignedByte(), in, 2);
      long pixels = Math.max((long) width * height, firstFrame(in));
      return width == 0 || height == 0
          ? ImageHeaders.corrupt()
          : Outcome.of(new ImageHeaders.Size(width, (pixels + width - 1) / width));
    } catch (EOFException e) {
      return ImageHeaders.corrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a GIF of the first frame only. The caller has checked its size.
   *
   * @return the bytes up to the second frame, and a trailer
   */
  static Outcome<byte[]> first(Path file) {
    long length;
    try (Counted counted = new Counted(new BufferedInputStream(Files.newInputStream(file)));
        DataInputStream in = new DataInputStream(counted)) {
      in.skipNBytes(SIGNATURE_BYTES + 4);
      skipColours(in.readUnsignedByte(), in, 2);
      firstFrame(in);
      length = counted.bytes;
    } catch (EOFException e) {
      return ImageHeaders.damaged();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (length >= Integer.MAX_VALUE) {
        return ImageHeaders.damaged();
      }
      byte[] bytes = in.readNBytes((int) length);
      byte[] whole = Arrays.copyOf(bytes, bytes.length + 1);
      whole[bytes.length] = TRAILER;
      return Outcome.of(whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether the first frame has a transparent colour. */
  static boolean isTransparent(Path file) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      in.skipNBytes(SIGNATURE_BYTES + 4);
      skipColours(in.readUnsignedByte(), in, 2);
      boolean transparent = false;
      while (in.read() == EXTENSION) {
        if (in.readUnsignedByte() == GRAPHIC_CONTROL) {
          in.skipNBytes(1);
          transparent = (in.readUnsignedByte() & 1) != 0;
          in.skipNBytes(3);
        }
        skipData(in);
      }
      return transparent;
    } catch (EOFException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Skips the first frame and returns its number of pixels; 0 if there is none. */
  private static long firstFrame(DataInputStream in) throws IOException {
    for (int block = in.read(); block == EXTENSION || block == FRAME; block = in.read()) {
      if (block == FRAME) {
        in.skipNBytes(FRAME_CORNER_BYTES);
        long pixels = (long) little(in) * little(in);
        skipColours(in.readUnsignedByte(), in, 0);
        in.skipNBytes(1);
        skipData(in);
        return pixels;
      }
      in.skipNBytes(1);
      skipData(in);
    }
    return 0;
  }

  /* The canvas' flags are followed by two bytes and then by the colour table. */
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

  /** Counts the bytes read. */
  private static final class Counted extends FilterInputStream {
    private long bytes;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      bytes += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = in.read(into, from, length);
      bytes += Math.max(0, count);
      return count;
    }

    @Override
    public long skip(long n) throws IOException {
      long skipped = in.skip(n);
      bytes += skipped;
      return skipped;
    }
  }
}
