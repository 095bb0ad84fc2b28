/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Starts the look-ups of records as they are polled, so that their round trips overlap. The
 * processor takes each look-up when it processes the record.
 *
 * <p>No look-up is pending when offsets are committed: the processor waits for a record's look-up
 * before the record counts as processed.
 *
 * <p><b>Threading:</b> any. One stream thread polls and processes a partition. Locks cover the
 * moment in which the partition moves to another thread. <b>Bounds:</b> at most {@code window}
 * look-ups started and not taken in each partition, so that few large payloads are in memory at
 * once; and the records of the last poll, which Streams holds anyway.
 */
public final class LookupPrefetch {
  private final EventLookup lookup;
  private final int window;
  private final Map<Integer, Partition> partitions = new ConcurrentHashMap<>();

  /** Creates a prefetch of up to {@code window} look-ups in each partition. */
  public LookupPrefetch(EventLookup lookup, int window) {
    this.lookup = lookup;
    this.window = window;
  }

  /**
   * Starts the look-ups of polled records together, as far as the window has room. The rest start
   * later.
   */
  public void polled(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    Set<Partition> touched = new LinkedHashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Partition partition = partitions.computeIfAbsent(record.partition(), p -> new Partition());
      partition.add(record);
      touched.add(partition);
    }
    touched.forEach(Partition::begin);
  }

  /** Takes the look-up of a record that is now processed, or null if none was started. */
  @Nullable ParsedRecord take(int partition, long offset) {
    Partition known = partitions.get(partition);
    return known == null ? null : known.take(offset);
  }

  /** Forgets a partition that moves to another owner. */
  void forget(int partition) {
    partitions.remove(partition);
  }

  public EventLookup lookup() {
    return lookup;
  }

  private final class Partition {
    private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private final NavigableMap<Long, ParsedRecord> begun = new TreeMap<>();
    private long last = -1;

    synchronized void add(ConsumerRecord<byte[], byte[]> record) {
      if (record.offset() <= last) {
        // The records are polled again after a failure or a rebalance, so the entries here are
        // stale.
        waiting.clear();
        begun.clear();
      }
      last = record.offset();
      waiting.add(record);
    }

    synchronized void begin() {
      fill();
    }

    synchronized @Nullable ParsedRecord take(long offset) {
      ParsedRecord parsed = begun.remove(offset);
      begun.headMap(offset).clear();
      while (!waiting.isEmpty() && waiting.getFirst().offset() <= offset) {
        waiting.removeFirst();
      }
      // Look-ups are started in groups, because look-ups that start together share system calls and
      // wake-ups.
      if (begun.size() <= window / 2) {
        fill();
      }
      return parsed;
    }

    private void fill() {
      List<ConsumerRecord<byte[], byte[]>> next = new ArrayList<>();
      while (begun.size() + next.size() < window && !waiting.isEmpty()) {
        next.add(waiting.removeFirst());
      }
      List<ParsedRecord> parsed = lookup.begin(next);
      for (int i = 0; i < next.size(); i++) {
        begun.put(next.get(i).offset(), parsed.get(i));
      }
    }
  }
}
