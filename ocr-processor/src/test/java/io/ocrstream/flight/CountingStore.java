/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import org.jspecify.annotations.Nullable;

/** Counts the writes to another store. */
final class CountingStore implements SortedStore {
  private final SortedStore rows;
  int writes;

  CountingStore(SortedStore rows) {
    this.rows = rows;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return rows.get(key);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    writes++;
    rows.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    writes++;
    rows.delete(key);
  }

  @Override
  public Entries range(byte[] from, byte[] to) {
    return rows.range(from, to);
  }
}
