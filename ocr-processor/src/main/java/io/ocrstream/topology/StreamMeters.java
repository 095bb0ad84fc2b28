/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import io.micrometer.core.instrument.Counter;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.StreamMetrics;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Publishes the few Kafka Streams metrics that show the health of the stream. Micrometer's own
 * binder would register about a hundred meters for each thread and would not remove them after a
 * rebalance.
 *
 * <p><b>Threading:</b> any.
 */
public final class StreamMeters {
  private static final double MILLIS = 1e-3;
  private static final String THREADS = "stream-thread-metrics";

  private final Counter replaced;

  private StreamMeters(Counter replaced) {
    this.replaced = replaced;
  }

  /**
   * Registers the gauges of {@code streams} with {@code meters}.
   *
   * @param held supplies the number of records held back by an open transaction; consumers do not
   *     count these in their lag
   */
  public static StreamMeters of(KafkaStreams streams, LongSupplier held, Meters meters) {
    for (KafkaStreams.State state : KafkaStreams.State.values()) {
      meters.gauge(
          StreamMetrics.STREAM_STATE,
          streams,
          s -> s.state() == state ? 1 : 0,
          state.name().toLowerCase(Locale.ROOT));
    }
    meters.gauge(StreamMetrics.STREAM_THREADS, streams, s -> s.metadataForLocalThreads().size());
    meters.gauge(
        StreamMetrics.STREAM_REBALANCES,
        streams,
        s -> measured(s, "consumer-coordinator-metrics", "rebalance-total").sum());
    meters.gauge(
        StreamMetrics.STREAM_COMMIT_LATENCY,
        streams,
        s -> greatest(s, THREADS, "commit-latency-avg", ms -> ms * MILLIS));
    meters.gauge(
        StreamMetrics.STREAM_PROCESS_LATENCY,
        streams,
        s -> greatest(s, THREADS, "process-latency-avg", ms -> ms * MILLIS));
    meters.gauge(
        StreamMetrics.STREAM_LAG,
        streams,
        s ->
            Math.max(
                (double) held.getAsLong(),
                greatest(
                    s, "consumer-fetch-manager-metrics", "records-lag-max", records -> records)));
    return new StreamMeters(meters.counter(StreamMetrics.STREAM_THREADS_REPLACED));
  }

  /** Counts a stream thread that died and is replaced. */
  public void threadReplaced() {
    replaced.increment();
  }

  /** Returns the maximum over all threads and clients, or 0 if none has a value yet. */
  private static double greatest(
      KafkaStreams streams, String group, String name, DoubleUnaryOperator unit) {
    return measured(streams, group, name).map(unit).max().orElse(0);
  }

  private static DoubleStream measured(KafkaStreams streams, String group, String name) {
    return streams.metrics().entrySet().stream()
        .filter(e -> e.getKey().name().equals(name) && e.getKey().group().equals(group))
        .map(e -> e.getValue().metricValue())
        .filter(Double.class::isInstance)
        .mapToDouble(Double.class::cast)
        .filter(Double::isFinite);
  }
}
