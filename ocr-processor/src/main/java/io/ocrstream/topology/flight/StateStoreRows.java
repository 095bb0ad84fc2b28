/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import io.ocrstream.flight.SortedStore;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows of flights, in a changelogged state store.
 *
 * <p><b>Threading:</b> stream thread only.
 */
final class StateStoreRows implements SortedStore {
  private final KeyValueStore<Bytes, byte[]> store;

  StateStoreRows(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return store.get(Bytes.wrap(key));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    store.put(Bytes.wrap(key), value);
  }

  @Override
  public void delete(byte[] key) {
    store.delete(Bytes.wrap(key));
  }

  @Override
  public Entries range(byte[] from, byte[] to) {
    return new Range(store.range(Bytes.wrap(from), Bytes.wrap(to)), Bytes.wrap(to));
  }

  /** Excludes the end of a range. The range of a state store includes it. */
  private static final class Range implements Entries {
    private final KeyValueIterator<Bytes, byte[]> entries;
    private final Bytes end;

    Range(KeyValueIterator<Bytes, byte[]> entries, Bytes end) {
      this.entries = entries;
      this.end = end;
    }

    @Override
    public boolean hasNext() {
      return entries.hasNext() && !entries.peekNextKey().equals(end);
    }

    @Override
    public Entry next() {
      KeyValue<Bytes, byte[]> entry = entries.next();
      return new Entry(entry.key.get(), entry.value);
    }

    @Override
    public void close() {
      entries.close();
    }
  }
}
