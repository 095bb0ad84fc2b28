/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import io.ocrstream.contracts.Preparation;
import io.ocrstream.metrics.Metric.Role;
import java.util.List;

/** Defines the meters of workers: tasks, documents, pages, fetching and engines. */
public final class ReadingMetrics {
  static final MetricTable ROWS = new MetricTable(Role.WORKER);

  public static final Metric BREAKER_STATE =
      ROWS.gauge(
              "ocr.breaker.state",
              "State of the worst circuit breaker of its kind: 0 closed, 1 half open, 2 open")
          .hint("2 for 2 minutes")
          .tags(Tag.of("of", "content", "engine"));

  public static final Metric BREAKER_OPEN =
      ROWS.gauge("ocr.breaker.open", "Open circuit breakers")
          .tags(Tag.of("of", "content", "engine"));

  public static final Metric TASKS_HELD =
      ROWS.gauge("ocr.tasks.held", "Tasks held during an outage")
          .tags(Tag.of("of", "content", "engine"));

  public static final Metric SLOTS_BUSY =
      ROWS.gauge("ocr.slots.busy", "Slots that work on a task").tags(MetricTable.TASKS);

  public static final Metric SLOTS_ALIVE =
      ROWS.gauge("ocr.slots.alive", "Slots with a running thread")
          .hint("below `ocr_slots_configured`")
          .tags(MetricTable.TASKS);

  public static final Metric SLOTS_CONFIGURED =
      ROWS.gauge("ocr.slots.configured", "Slots started").tags(MetricTable.TASKS);

  public static final Metric DELIVERIES =
      ROWS.counter("ocr.deliveries", "Finished deliveries of tasks")
          .hint("any `released` or `rejected`")
          .tags(
              MetricTable.TASKS,
              Tag.of("end", "completed", "released", "rejected"),
              Tag.of("acknowledged", "true", "false"));

  public static final Metric LOCKS_LOST =
      ROWS.counter("ocr.locks.lost", "Tasks whose lock expired and that went to another worker")
          .hint("any: the broker or this process stalled")
          .tags(MetricTable.TASKS);

  public static final Metric TASK_DURATION =
      ROWS.timer("ocr.tasks", MetricTable.WORK_BUCKETS, "Tasks, from delivery to acknowledgement")
          .tags(MetricTable.TASKS);

  public static final Metric DOCUMENTS =
      ROWS.timer("ocr.documents", MetricTable.WORK_BUCKETS, "Documents, from open to close").row();

  public static final Metric PAGES =
      ROWS.timer("ocr.pages", MetricTable.WORK_BUCKETS, "Pages by source of their text")
          .hint("`failed` above 5 %")
          .tags(Tag.of("source", "ocr", "text_layer", "failed"));

  public static final Metric PAGE_PREPARATIONS =
      ROWS.counter("ocr.page.preparations", "Preprocessing steps of pages")
          .tags(Tag.of("step", Preparation.values(), Preparation::jsonName));

  public static final Metric PAGE_ATTEMPTS =
      ROWS.counter("ocr.page.attempts", "Reading attempts of the engine").row();

  public static final Metric PAGE_MISSED_INK =
      ROWS.counter(
              "ocr.page.missed.ink",
              "Pages with unread ink: a part of it (`some`) or all of it (`all`)")
          .hint("`all` grows: documents are pictures, drawings or in an unknown script")
          .tags(Tag.of("extent", "some", "all"));

  public static final Metric FETCHED =
      ROWS.counter("ocr.fetched", "Bytes of fetched documents")
          .unit("bytes")
          .tags(Tag.of("scheme", "file", "https", "s3", "other"));

  public static final Metric FETCHES =
      ROWS.timer("ocr.fetches", List.of(), "Single requests to an object store")
          .hint("`retryable` grows: an object store fails")
          .tags(
              Tag.of("operation", "inspect", "fetch"),
              Tag.of("outcome", "ok", "retryable", "refused"));

  public static final Metric CHILDREN =
      ROWS.gauge("ocr.engine.children", "Running child processes of the engine").row();

  public static final Metric SANDBOX =
      ROWS.gauge(
              "ocr.engine.sandbox",
              "1 if child processes of the engine run in a full sandbox, else 0")
          .hint("0")
          .row();

  public static final Metric CHILDREN_STARTED =
      ROWS.counter("ocr.engine.children.started", "Started child processes of the engine")
          .hint("more than 10 in 10 minutes")
          .row();

  public static final Metric CHILDREN_ENDED =
      ROWS.counter("ocr.engine.children.ended", "Ended child processes of the engine")
          .hint("any `broke_off`, `deadline` or `stalled`")
          .tags(Tag.of("reason", "deadline", "stalled", "given_up", "retired", "broke_off"));

  private ReadingMetrics() {}
}
