/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * A partition: records of plain producers and of transactions in offset order, with the markers
 * that end transactions, and a last stable offset.
 */
final class SimLog {
  final String topic;
  final int partition;
  private final List<Entry> entries = new ArrayList<>();
  private int stable;

  /** Time until which the partition has no leader, so nobody can fetch. */
  long unreachableUntil;

  private enum State {
    PENDING,
    COMMITTED,
    ABORTED,
    MARKER
  }

  /** A record, equal only to itself. */
  static final class Entry {
    final long offset;
    final byte[] key;
    final byte[] value;
    final long timestamp;
    private State state;

    private Entry(long offset, byte[] key, byte[] value, long timestamp, State state) {
      this.offset = offset;
      this.key = key;
      this.value = value;
      this.timestamp = timestamp;
      this.state = state;
    }

    boolean isCommitted() {
      return state == State.COMMITTED;
    }

    boolean isMarker() {
      return state == State.MARKER;
    }
  }

  SimLog(String topic, int partition) {
    this.topic = topic;
    this.partition = partition;
  }

  Entry append(byte[] key, byte[] value, long timestamp) {
    return add(key, value, timestamp, State.COMMITTED);
  }

  /** Appends a record that stays invisible until {@link #end} ends its transaction. */
  Entry appendPending(byte[] key, byte[] value, long timestamp) {
    return add(key, value, timestamp, State.PENDING);
  }

  private Entry add(byte[] key, byte[] value, long timestamp, State state) {
    Entry entry = new Entry(entries.size(), key, value, timestamp, state);
    entries.add(entry);
    return entry;
  }

  /** Appends the marker that ends the transaction of {@code written}. */
  void end(List<Entry> written, boolean committed) {
    written.forEach(e -> e.state = committed ? State.COMMITTED : State.ABORTED);
    add(new byte[0], new byte[0], 0, State.MARKER);
  }

  /** Returns the offset after the last record, whatever its state. */
  long end() {
    return entries.size();
  }

  /** Returns the last stable offset, where read-committed consumers end. */
  long stableEnd() {
    while (stable < entries.size() && entries.get(stable).state != State.PENDING) {
      stable++;
    }
    return stable;
  }

  /** Returns the records and markers from {@code offset} on, in any state. */
  List<Entry> all(long offset) {
    return List.copyOf(entries.subList((int) offset, entries.size()));
  }

  Entry at(long offset) {
    return entries.get((int) offset);
  }

  /** Returns the committed records from {@code offset} to the last stable one. */
  List<Entry> committed(long offset) {
    return entries.subList((int) Math.min(offset, stableEnd()), (int) stableEnd()).stream()
        .filter(Entry::isCommitted)
        .toList();
  }
}
