/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A map from bytes to bytes, sorted by unsigned bytes. Flights keep their state through this port.
 *
 * <p><b>Threading:</b> the owner's thread only.
 */
public interface SortedStore {
  /** Returns the value under {@code key}, or null. */
  byte @Nullable [] get(byte[] key);

  /** Adds or replaces a value. */
  void put(byte[] key, byte[] value);

  /** Removes a value, if there is one. */
  void delete(byte[] key);

  /**
   * Returns the entries from {@code from} (inclusive) to {@code to} (exclusive), in order. Entries
   * that an open range has returned may be deleted.
   */
  Entries range(byte[] from, byte[] to);

  /** An open range of entries. */
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
