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
 * Begins the look-ups of records as they are polled, so that their round trips overlap, and hands
 * each record's to the processor when its turn comes.
 *
 * <p>Nothing is pending when offsets commit: a record's look-up is joined before it counts as
 * processed.
 *
 * <p><b>Threading:</b> any. A partition is polled and processed by one stream thread; locks are for
 * the moment in which it moves to another. <b>Bounds:</b> {@code window} look-ups begun and not
 * taken in each partition, so that many large payloads do not stand in memory at once; and the
 * records of the last poll, which Streams holds anyway.
 */
public final class LookupPrefetch {
  private final EventLookup desk;
  private final int window;
  private final Map<Integer, Partition> partitions = new ConcurrentHashMap<>();

  /** A prefetch of up to {@code window} look-ups in each partition. */
  public LookupPrefetch(EventLookup desk, int window) {
    this.desk = desk;
    this.window = window;
  }

  /**
   * Records were polled: their look-ups begin now, together, or when there is room in the window.
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

  /** What was begun for a record whose turn has come; null if nothing was. */
  @Nullable ParsedRecord take(int partition, long offset) {
    Partition known = partitions.get(partition);
    return known == null ? null : known.take(offset);
  }

  /** The partition goes to another owner. */
  void forget(int partition) {
    partitions.remove(partition);
  }

  public EventLookup desk() {
    return desk;
  }

  private final class Partition {
    private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private final NavigableMap<Long, ParsedRecord> begun = new TreeMap<>();
    private long last = -1;

    synchronized void add(ConsumerRecord<byte[], byte[]> record) {
      if (record.offset() <= last) {
        // Polled again after a failure or a rebalance: what is here belongs to the last time.
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
      ParsedRecord arrival = begun.remove(offset);
      begun.headMap(offset).clear();
      while (!waiting.isEmpty() && waiting.getFirst().offset() <= offset) {
        waiting.removeFirst();
      }
      // Not one by one: look-ups that begin together share system calls and wake-ups.
      if (begun.size() <= window / 2) {
        fill();
      }
      return arrival;
    }

    private void fill() {
      List<ConsumerRecord<byte[], byte[]>> next = new ArrayList<>();
      while (begun.size() + next.size() < window && !waiting.isEmpty()) {
        next.add(waiting.removeFirst());
      }
      List<ParsedRecord> arrivals = desk.begin(next);
      for (int i = 0; i < next.size(); i++) {
        begun.put(next.get(i).offset(), arrivals.get(i));
      }
    }
  }
}
