/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import com.sun.jna.Pointer;
import io.ocrstream.contracts.ContentHash;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import net.sourceforge.lept4j.Leptonica1;
import net.sourceforge.lept4j.Pix;
import net.sourceforge.lept4j.PixColormap;
import org.jspecify.annotations.Nullable;

/** Computes the digest of a decoded image, which identifies a page whatever its file's format. */
public final class PixDigest {
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int WORD_BYTES = Integer.BYTES;

  private PixDigest() {}

  /**
   * Returns the SHA-256, in hex digits, of the decoded image: size, depth, resolution, colour table
   * and pixels. Files that decode to the same image have the same digest.
   */
  public static String of(PixImage image) {
    MessageDigest digest = ContentHash.newDigest();
    Pix pix = image.pix();
    ByteBuffer header = ByteBuffer.allocate(5 * WORD_BYTES);
    header.putInt(image.width()).putInt(image.height()).putInt(image.depth());
    header.putInt(Leptonica1.pixGetXRes(pix)).putInt(Leptonica1.pixGetYRes(pix));
    digest.update(header.flip());
    digest.update(colours(Leptonica1.pixGetColormap(pix)));
    long bytes = (long) WORD_BYTES * Leptonica1.pixGetWpl(pix) * image.height();
    Pointer data = Leptonica1.pixGetData(pix).getPointer();
    for (long at = 0; at < bytes; at += CHUNK_BYTES) {
      digest.update(data.getByteBuffer(at, Math.min(CHUNK_BYTES, bytes - at)));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static ByteBuffer colours(@Nullable PixColormap table) {
    int count = table == null ? 0 : Leptonica1.pixcmapGetCount(table);
    ByteBuffer colours = ByteBuffer.allocate(count * WORD_BYTES);
    IntBuffer colour = IntBuffer.allocate(1);
    for (int i = 0; i < count; i++) {
      Leptonica1.pixcmapGetColor32(table, i, colour);
      colours.putInt(colour.get(0));
    }
    return colours.flip();
  }
}
