/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import io.ocrstream.metrics.Metric.Role;

/** Defines the meters of Kafka Streams. */
public final class StreamMetrics {
  static final MetricTable ROWS = new MetricTable(Role.PROCESSOR);

  public static final Metric STREAM_STATE =
      ROWS.gauge("ocr.stream.state", "1 for the current state of Kafka Streams, else 0")
          .hint("`running` is 0 for 5 minutes")
          .tags(
              Tag.of(
                  "state",
                  "created",
                  "rebalancing",
                  "running",
                  "pending_shutdown",
                  "not_running",
                  "pending_error",
                  "error"));

  public static final Metric STREAM_THREADS =
      ROWS.gauge("ocr.stream.threads", "Running stream threads").row();

  public static final Metric STREAM_THREADS_REPLACED =
      ROWS.counter("ocr.stream.threads.replaced", "Stream threads that failed and were replaced")
          .hint("any")
          .row();

  public static final Metric STREAM_REBALANCES =
      ROWS.gauge("ocr.stream.rebalances", "Rebalances of the stream threads since they started")
          .hint("grows although no instance starts or stops")
          .row();

  public static final Metric STREAM_COMMIT_LATENCY =
      ROWS.gauge(
              "ocr.stream.commit.latency",
              "Mean commit latency of the slowest thread over the last 30 seconds")
          .unit("seconds")
          .hint("above 1 second")
          .row();

  public static final Metric STREAM_PROCESS_LATENCY =
      ROWS.gauge(
              "ocr.stream.process.latency",
              "Mean processing time of a record in the slowest thread over the last 30 seconds")
          .unit("seconds")
          .row();

  public static final Metric STREAM_LAG =
      ROWS.gauge(
              "ocr.stream.lag",
              "Largest lag of an input partition, in records, including records of open transactions")
          .hint("grows for 10 minutes")
          .row();

  private StreamMetrics() {}
}
