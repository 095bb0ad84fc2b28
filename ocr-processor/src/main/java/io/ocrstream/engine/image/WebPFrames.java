/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Extracts the first frame of an animated WebP as a file of its own, because the decoder does not
 * support animations.
 *
 * <p><b>Bounds:</b> the file's bytes; nothing is unpacked.
 */
final class WebPFrames {
  private static final int HEADER_BYTES = 12;
  private static final int CHUNK_BYTES = 8;
  private static final int FRAME_BYTES = 16;

  /** Offset, in a frame header, of width - 1 and height - 1, three bytes each. */
  private static final int SIZE_AT = 6;

  private static final int SIZE_BYTES = 6;
  private static final byte HAS_ALPHA = 0x10;

  private static final int FRAME = code("ANMF");
  private static final int ALPHA = code("ALPH");
  private static final int EXTENDED = code("VP8X");

  private WebPFrames() {}

  /** Returns a file of the first frame of {@code file}; empty if it is not an animation. */
  static Optional<byte[]> first(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = HEADER_BYTES; at + CHUNK_BYTES <= file.length; ) {
      long length = in.getInt((int) at + 4) & 0xFFFF_FFFFL;
      long end = at + CHUNK_BYTES + length;
      if (in.getInt((int) at) == FRAME) {
        return length >= FRAME_BYTES + CHUNK_BYTES && end <= file.length
            ? Optional.of(frame(file, in, (int) at + CHUNK_BYTES, (int) end))
            : Optional.empty();
      }
      at = end + (length & 1);
    }
    return Optional.empty();
  }

  private static byte[] frame(byte[] file, ByteBuffer in, int at, int end) {
    int chunks = at + FRAME_BYTES;
    ByteBuffer head = ByteBuffer.allocate(HEADER_BYTES + CHUNK_BYTES + 10);
    head.order(ByteOrder.LITTLE_ENDIAN);
    boolean alpha = in.getInt(chunks) == ALPHA;
    int extended = alpha ? CHUNK_BYTES + 10 : 0;
    head.putInt(code("RIFF")).putInt(4 + extended + end - chunks).putInt(code("WEBP"));
    if (alpha) {
      head.putInt(EXTENDED).putInt(10).putInt(HAS_ALPHA);
      head.put(file, at + SIZE_AT, SIZE_BYTES);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(head.array(), 0, head.position());
    out.write(file, chunks, end - chunks);
    return out.toByteArray();
  }

  private static int code(String name) {
    return ByteBuffer.wrap(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getInt();
  }
}
