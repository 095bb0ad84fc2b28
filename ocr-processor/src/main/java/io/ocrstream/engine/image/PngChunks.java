/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds single chunks of a PNG file and skips the others without unpacking them. */
final class PngChunks {
  static final int EXIF = 0x65584966;

  private static final int HEADER = 0x49484452;
  private static final int TRANSPARENCY = 0x74524E53;
  private static final int END = 0x49454E44;
  private static final int SIGNATURE_BYTES = 8;
  private static final int CHECKSUM_BYTES = 4;

  /** Length, type and checksum of a chunk. */
  private static final int FRAME_BYTES = 12;

  private static final int HEADER_BYTES = 13;
  private static final int DEPTH_AT = 8;
  private static final int COLOUR_TYPE_AT = 9;

  private PngChunks() {}

  /**
   * Returns the body of the first chunk of {@code type}.
   *
   * @param in at the start of the file
   * @param type four characters, big-endian
   * @param maxBytes largest body; a larger one counts as absent
   */
  static Optional<byte[]> find(DataInputStream in, int type, int maxBytes) throws IOException {
    in.skipNBytes(SIGNATURE_BYTES);
    while (true) {
      long length = in.readInt() & 0xFFFF_FFFFL;
      int found = in.readInt();
      if (found == type) {
        return length > maxBytes ? Optional.empty() : Optional.of(in.readNBytes((int) length));
      } else if (found == END) {
        return Optional.empty();
      }
      in.skipNBytes(length + CHECKSUM_BYTES);
    }
  }

  /** Returns whether the image is gray and one of its gray values is transparent. */
  static boolean hasTransparentGray(Path file) {
    return find(file, HEADER, HEADER_BYTES)
            .filter(h -> h.length == HEADER_BYTES && h[COLOUR_TYPE_AT] == 0)
            .isPresent()
        && find(file, TRANSPARENCY, Short.BYTES).isPresent();
  }

  /**
   * Returns the transparent gray value scaled to 8 bits; empty if samples have fewer than 8 bits.
   *
   * @param file a file for which {@link #hasTransparentGray} is true
   */
  static Optional<Integer> transparentGray(Path file) {
    int depth = find(file, HEADER, HEADER_BYTES).map(header -> header[DEPTH_AT]).orElse((byte) 0);
    return find(file, TRANSPARENCY, Short.BYTES)
        .filter(body -> body.length == Short.BYTES && depth >= Byte.SIZE)
        .map(body -> (ByteBuffer.wrap(body).getShort() & 0xFFFF) >> (depth - Byte.SIZE));
  }

  /** Returns {@code png} without its transparency chunk. */
  static byte[] opaque(byte[] png) {
    ByteBuffer in = ByteBuffer.wrap(png);
    for (long at = SIGNATURE_BYTES; at + FRAME_BYTES <= png.length; ) {
      long end = at + FRAME_BYTES + (in.getInt((int) at) & 0xFFFF_FFFFL);
      if (in.getInt((int) at + 4) == TRANSPARENCY && end <= png.length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, (int) at);
        out.write(png, (int) end, png.length - (int) end);
        return out.toByteArray();
      }
      at = end;
    }
    return png;
  }

  private static Optional<byte[]> find(Path file, int type, int maxBytes) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return find(in, type, maxBytes);
    } catch (EOFException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
