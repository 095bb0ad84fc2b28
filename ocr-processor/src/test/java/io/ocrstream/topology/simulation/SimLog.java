/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * A partition: records of plain producers and of transactions, in offset order, with the markers
 * that end transactions and with a last stable offset.
 */
final class SimLog {
  final String topic;
  final int partition;
  private final List<Entry> entries = new ArrayList<>();
  private int stable;

  /** Until then nobody can fetch: its leader is away. */
  long unreachableUntil;

  private enum State {
    PENDING,
    COMMITTED,
    ABORTED,
    MARKER
  }

  /** A record; equal only to itself. */
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
  }

  SimLog(String topic, int partition) {
    this.topic = topic;
    this.partition = partition;
  }

  Entry append(byte[] key, byte[] value, long timestamp) {
    return add(key, value, timestamp, State.COMMITTED);
  }

  /** Not visible until {@link #end} tells how its transaction ended. */
  Entry appendPending(byte[] key, byte[] value, long timestamp) {
    return add(key, value, timestamp, State.PENDING);
  }

  private Entry add(byte[] key, byte[] value, long timestamp, State state) {
    Entry entry = new Entry(entries.size(), key, value, timestamp, state);
    entries.add(entry);
    return entry;
  }

  /** A marker ends the transaction that {@code written} belongs to. */
  void end(List<Entry> written, boolean committed) {
    written.forEach(e -> e.state = committed ? State.COMMITTED : State.ABORTED);
    add(new byte[0], new byte[0], 0, State.MARKER);
  }

  /** Offset after the last record, whatever its state. */
  long end() {
    return entries.size();
  }

  /** Where consumers that read committed records end: the last stable offset. */
  long stableEnd() {
    while (stable < entries.size() && entries.get(stable).state != State.PENDING) {
      stable++;
    }
    return stable;
  }

  Entry at(long offset) {
    return entries.get((int) offset);
  }

  /** The committed records from {@code offset} to the last stable one. */
  List<Entry> committed(long offset) {
    return entries.subList((int) Math.min(offset, stableEnd()), (int) stableEnd()).stream()
        .filter(Entry::isCommitted)
        .toList();
  }
}
