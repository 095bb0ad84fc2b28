/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store with a changelog: uncommitted changes are undone when its owner dies. */
final class SimRows implements KeyValueStore<Bytes, byte[]> {
  private final TreeMap<Bytes, byte[]> rows = new TreeMap<>();
  private final Map<Bytes, Before> before = new TreeMap<>();
  private final Sabotage sabotage;
  private final Random random;
  private final Map<Bytes, byte[]> removed = new TreeMap<>();
  private int waiters;

  /** The value of a key at the last commit. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Before(byte @Nullable [] value) {}

  SimRows(Sabotage sabotage, Random random) {
    this.sabotage = sabotage;
    this.random = random;
  }

  Sabotage sabotage() {
    return sabotage;
  }

  void committed() {
    before.clear();
  }

  void rolledBack() {
    if (sabotage != Sabotage.KEEP_STATE_OF_ABORTED) {
      before.forEach(
          (key, was) -> {
            if (Sabotage.UNDO_HALF.strikes(sabotage, random, 2)) {
              return;
            }
            if (was.value() == null) {
              rows.remove(key);
            } else {
              rows.put(key, was.value());
            }
          });
    }
    before.clear();
    if (sabotage == Sabotage.LOSE_THE_STORE) {
      rows.clear();
    }
    if (sabotage == Sabotage.BRING_ROWS_BACK) {
      removed.forEach(rows::putIfAbsent);
    }
  }

  int size() {
    return rows.size();
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    Before was = sabotage == Sabotage.READ_STALE_ROWS ? before.get(key) : null;
    return was == null ? rows.get(key) : was.value();
  }

  @Override
  public void put(Bytes key, byte[] value) {
    boolean waiter = key.get()[0] == 'W';
    if (waiter && sabotage == Sabotage.FORGET_A_WAITER && ++waiters % 7 == 0) {
      return;
    }
    if (!waiter && Sabotage.FORGET_A_FLIGHT.strikes(sabotage, random, 7)) {
      return;
    }
    remember(key);
    rows.put(key, value.clone());
  }

  @Override
  public byte @Nullable [] delete(Bytes key) {
    boolean waiter = key.get()[0] == 'W';
    if (waiter && sabotage == Sabotage.KEEP_AN_ANSWERED_WAITER && ++waiters % 7 == 0) {
      return rows.get(key);
    }
    if (!waiter && Sabotage.KEEP_A_FLIGHT.strikes(sabotage, random, 7)) {
      return rows.get(key);
    }
    remember(key);
    byte[] was = rows.remove(key);
    if (was != null) {
      removed.put(key, was);
    }
    return was;
  }

  private void remember(Bytes key) {
    before.computeIfAbsent(key, k -> new Before(rows.get(k)));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    Map<Bytes, byte[]> range =
        from.compareTo(to) > 0 ? Map.of() : new TreeMap<>(rows.subMap(from, true, to, true));
    boolean misses = sabotage == Sabotage.MISS_THE_LAST_ROW && range.size() > 1;
    List<Map.Entry<Bytes, byte[]>> entries = List.copyOf(range.entrySet());
    return new Range(misses ? entries.subList(0, entries.size() - 1) : entries);
  }

  /** A snapshot, as RocksDB provides it. */
  private static final class Range implements KeyValueIterator<Bytes, byte[]> {
    private final List<Map.Entry<Bytes, byte[]>> entries;
    private int next;

    Range(List<Map.Entry<Bytes, byte[]>> entries) {
      this.entries = entries;
    }

    @Override
    public Bytes peekNextKey() {
      return entries.get(next).getKey();
    }

    @Override
    public boolean hasNext() {
      return next < entries.size();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      Map.Entry<Bytes, byte[]> entry = entries.get(next++);
      return new KeyValue<>(entry.getKey(), entry.getValue());
    }

    @Override
    public void close() {
      // There is nothing to release.
    }
  }

  @Override
  public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
    throw new UnsupportedOperationException("flights do not ask for it");
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    throw new UnsupportedOperationException("flights do not ask for it");
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    throw new UnsupportedOperationException("flights do not ask for it");
  }

  @Override
  public long approximateNumEntries() {
    return rows.size();
  }

  @Override
  public String name() {
    return "rows";
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    throw new UnsupportedOperationException("the simulation keeps it");
  }

  @Override
  public void close() {
    // The rows outlive their owner.
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return true;
  }
}
