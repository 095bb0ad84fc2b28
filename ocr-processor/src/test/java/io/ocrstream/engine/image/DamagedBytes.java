/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import java.util.Arrays;
import java.util.Random;

/** Damages files the way that transfers and fuzzers do. */
public final class DamagedBytes {
  private DamagedBytes() {}

  /** Returns the bytes with one to eight changes of different kinds. */
  public static byte[] of(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int left = 1 + random.nextInt(8); left > 0; left--) {
      // Half of the changes are in the head, where sizes and offsets are.
      int within = random.nextBoolean() ? Math.min(bytes.length, 256) : bytes.length;
      int at = random.nextInt(within);
      int length = Math.min(1 + random.nextInt(64), bytes.length - at);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> Arrays.fill(bytes, at, at + Math.min(4, length), (byte) 0xFF);
        case 3 -> Arrays.fill(bytes, at, at + Math.min(4, length), (byte) 0);
        case 4 ->
            System.arraycopy(whole, random.nextInt(whole.length - length + 1), bytes, at, length);
        default -> bytes = Arrays.copyOf(bytes, Math.max(1, bytes.length - length));
      }
    }
    return bytes;
  }
}
