/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.statistics;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Statistics;
import io.ocrstream.contracts.Topic;
import io.ocrstream.statistics.Counts;
import io.ocrstream.statistics.Minutes;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Sums the counts of all tasks and publishes the statistics of each minute: repeatedly while the
 * minute is open, once when it closes, and again when late counts arrive. One task does this for
 * the whole cluster.
 *
 * <p><b>Threading:</b> stream thread only. <b>Bounds:</b> the minutes within the topic's retention.
 * <b>Fails:</b> on counts in an unknown format, which no other component writes.
 */
public final class StatisticsProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
  public static final String NAME = "statistics";

  /** Interval at which open minutes are published. */
  static final Duration PERIOD = Duration.ofSeconds(5);

  /** How long a minute stays open after it ends: one forwarding period and five more seconds. */
  static final Duration GRACE = CountingProcessor.PERIOD.plusSeconds(5);

  private final StatisticsRows rows = new StatisticsRows(Topic.STATS.retention());

  /** Returns the name of the state store. */
  public static String storeName() {
    return NAME + "-minutes";
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> streams) {
    super.init(streams);
    KeyValueStore<Bytes, byte[]> store = streams.getStateStore(storeName());
    rows.open(store);
    streams.schedule(PERIOD, PunctuationType.WALL_CLOCK_TIME, this::tell);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    rows.add(ByteBuffer.wrap(record.key()).getLong(), Counts.of(record.value()));
  }

  private void tell(long now) {
    rows.begin(now);
    Counts totals = rows.totals();
    for (long minute : rows.untold()) {
      boolean closed = minute + Minutes.LENGTH_MS + GRACE.toMillis() <= now;
      Counts counts = rows.of(minute);
      Statistics statistics =
          new Statistics(
              minute,
              now,
              closed,
              counts.figures(),
              counts.latency(),
              rows.since(),
              totals.figures());
      context()
          .forward(
              new Record<>(Statistics.key(minute).getBytes(US_ASCII), Json.write(statistics), now));
      if (closed) {
        rows.published(minute);
      }
    }
  }
}
