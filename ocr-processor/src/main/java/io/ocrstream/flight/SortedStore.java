/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A map from bytes to bytes, sorted by unsigned bytes: the port through which flights keep their
 * state.
 *
 * <p><b>Threading:</b> the owner's thread only.
 */
public interface SortedStore {
  /** The value under {@code key}, or null. */
  byte @Nullable [] get(byte[] key);

  /** Puts or replaces. */
  void put(byte[] key, byte[] value);

  /** Removes; nothing happens if there is none. */
  void delete(byte[] key);

  /**
   * Entries from {@code from} (included) to {@code to} (excluded) in order. While it is open,
   * entries that it already returned may be deleted.
   */
  Entries range(byte[] from, byte[] to);

  /** An open range. */
  interface Entries extends Iterator<Entry>, AutoCloseable {
    @Override
    void close();
  }

  /**
   * A key and its value.
   *
   * @param key never null
   * @param value never null
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier between two calls; never compared.
  record Entry(byte[] key, byte[] value) {}
}
