/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.statistics;

import io.ocrstream.statistics.Counts;
import io.ocrstream.statistics.Minutes;
import io.ocrstream.topology.records.AnswerTally;
import io.ocrstream.topology.records.RoutedRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts the answers of the processor beside it and periodically forwards the counts by minute. The
 * counts are part of the transaction that writes the answers, so under exactly-once a crash neither
 * loses nor repeats them.
 *
 * <p>Each answer updates its minute in the store. The cache in front of the store combines these
 * updates into one for each commit.
 *
 * <p><b>Threading:</b> stream thread only. <b>Bounds:</b> the minutes since the last forwarding.
 */
public final class CountingProcessor
    extends ContextualProcessor<byte[], RoutedRecord, byte[], byte[]> {
  /** Interval at which counts are forwarded. */
  static final Duration PERIOD = Duration.ofSeconds(5);

  private final String store;

  // Set by init, which Streams calls before anything else, and again when it reverts the
  // task's work.
  private @Nullable KeyValueStore<Bytes, byte[]> minutes;

  /** Counts of the current minute, as in the store; null if none is loaded. */
  private @Nullable Counts counts;

  private Bytes minute = key(0);

  public CountingProcessor(String store) {
    this.store = store;
  }

  /** Returns the name of the store of the counting node beside {@code node}. */
  public static String storeName(String node) {
    return node + "-counts";
  }

  /** Returns the key of a minute in stores and records. */
  static Bytes key(long minute) {
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(minute).array());
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> streams) {
    super.init(streams);
    minutes = streams.getStateStore(store);
    counts = null;
    streams.schedule(PERIOD, PunctuationType.WALL_CLOCK_TIME, this::sendOn);
  }

  @Override
  public void process(Record<byte[], RoutedRecord> record) {
    AnswerTally tally = record.value().tally();
    if (tally != AnswerTally.NOTHING) {
      Counts now = countsOf(key(Minutes.of(context().currentSystemTimeMs())));
      tally.addTo(now);
      minutes().put(minute, now.bytes());
    }
  }

  private Counts countsOf(Bytes wanted) {
    Counts known = counts;
    if (known == null || !minute.equals(wanted)) {
      byte[] stored = minutes().get(wanted);
      known = stored == null ? new Counts() : Counts.of(stored);
      counts = known;
      minute = wanted;
    }
    return known;
  }

  private void sendOn(long now) {
    List<KeyValue<Bytes, byte[]>> all = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> each = minutes().all()) {
      each.forEachRemaining(all::add);
    }
    for (KeyValue<Bytes, byte[]> one : all) {
      context().forward(new Record<>(one.key.get(), one.value, now));
      minutes().delete(one.key);
    }
    counts = null;
  }

  private KeyValueStore<Bytes, byte[]> minutes() {
    return Objects.requireNonNull(minutes, "init comes first");
  }
}
