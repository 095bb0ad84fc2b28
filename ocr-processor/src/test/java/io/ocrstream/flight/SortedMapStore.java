/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store in memory. A copy of it represents what a changelog would restore. */
public final class SortedMapStore implements SortedStore {
  private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);

  /** Returns a copy of the current state. */
  public SortedMapStore copy() {
    SortedMapStore copy = new SortedMapStore();
    copy.rows.putAll(rows);
    return copy;
  }

  public int size() {
    return rows.size();
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return rows.get(key);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    rows.put(key.clone(), value.clone());
  }

  @Override
  public void delete(byte[] key) {
    rows.remove(key);
  }

  @Override
  public Entries range(byte[] from, byte[] to) {
    Iterator<Map.Entry<byte[], byte[]>> entries =
        Arrays.compareUnsigned(from, to) >= 0
            ? List.<Map.Entry<byte[], byte[]>>of().iterator()
            : List.copyOf(rows.subMap(from, true, to, false).entrySet()).iterator();
    return new Entries() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public Entry next() {
        Map.Entry<byte[], byte[]> entry = entries.next();
        return new Entry(entry.getKey(), entry.getValue());
      }

      @Override
      public void close() {
        // There is nothing to release.
      }
    };
  }
}
