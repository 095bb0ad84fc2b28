/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.statistics;

import io.ocrstream.statistics.Counts;
import io.ocrstream.statistics.Minutes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The cluster's sums in one changelogged store. It has a row for each minute, one for the totals,
 * one for the time at which counting began, and one for each minute that is still to be published.
 *
 * <p><b>Threading:</b> stream thread only. <b>Bounds:</b> minutes older than the topic's retention
 * are deleted, up to 100 with each new minute.
 */
final class StatisticsRows {
  private static final Bytes TOTALS = Bytes.wrap(new byte[] {'T'});
  private static final Bytes SINCE = Bytes.wrap(new byte[] {'S'});
  private static final byte MINUTE = 'M';
  private static final byte UNTOLD = 'U';
  private static final byte[] NOTHING = {};

  /**
   * Maximum minutes deleted at once. It is greater than one, so that a backlog of old minutes
   * shrinks.
   */
  private static final int DELETED_AT_ONCE = 100;

  private final Duration retention;

  // Set by open, which comes first.
  private @Nullable KeyValueStore<Bytes, byte[]> store;

  StatisticsRows(Duration retention) {
    this.retention = retention;
  }

  void open(KeyValueStore<Bytes, byte[]> rows) {
    store = rows;
  }

  /**
   * Creates the row of the minute of {@code now}, and on the first call the time at which counting
   * began.
   */
  void begin(long now) {
    if (store().get(SINCE) == null) {
      store().put(SINCE, number(now));
    }
    Bytes row = row(MINUTE, Minutes.of(now));
    if (store().get(row) == null) {
      store().put(row, new Counts().bytes());
      store().put(row(UNTOLD, Minutes.of(now)), NOTHING);
      forget(Minutes.of(now) - retention.toMillis());
    }
  }

  private void forget(long before) {
    List<Long> old = minutes(MINUTE, before, DELETED_AT_ONCE);
    old.forEach(minute -> store().delete(row(MINUTE, minute)));
  }

  /** Returns when counting began, in epoch milliseconds. */
  long since() {
    byte[] since = store().get(SINCE);
    if (since == null) {
      throw new IllegalStateException("nothing has begun");
    }
    return ByteBuffer.wrap(since).getLong();
  }

  /** Adds {@code more} to a minute and to the totals. */
  void add(long minute, Counts more) {
    add(row(MINUTE, minute), more);
    add(TOTALS, more);
    store().put(row(UNTOLD, minute), NOTHING);
  }

  private void add(Bytes row, Counts more) {
    Counts counts = counts(row);
    counts.add(more);
    store().put(row, counts.bytes());
  }

  /** Returns the sums of a minute. */
  Counts of(long minute) {
    return counts(row(MINUTE, minute));
  }

  /** Returns the totals, including deleted minutes. */
  Counts totals() {
    return counts(TOTALS);
  }

  private Counts counts(Bytes row) {
    byte[] stored = store().get(row);
    return stored == null ? new Counts() : Counts.of(stored);
  }

  /** Returns the minutes that are still to be published, the earliest first. */
  List<Long> untold() {
    return minutes(UNTOLD, Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** Marks a minute as published. */
  void published(long minute) {
    store().delete(row(UNTOLD, minute));
  }

  private List<Long> minutes(byte kind, long before, int most) {
    List<Long> minutes = new ArrayList<>();
    if (before > 0) {
      try (KeyValueIterator<Bytes, byte[]> each =
          store().range(row(kind, 0), row(kind, before - 1))) {
        while (each.hasNext() && minutes.size() < most) {
          minutes.add(ByteBuffer.wrap(each.next().key.get()).getLong(1));
        }
      }
    }
    return minutes;
  }

  private static Bytes row(byte kind, long minute) {
    return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(minute).array());
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  private KeyValueStore<Bytes, byte[]> store() {
    if (store == null) {
      throw new IllegalStateException("it is not open yet");
    }
    return store;
  }
}
