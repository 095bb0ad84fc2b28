/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Result.Review;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Topic;
import io.ocrstream.metrics.Metric.Role;
import java.time.Duration;
import java.util.List;

/** Defines the meters of events, their answers, flights and backlog. */
public final class EventMetrics {
  static final MetricTable ROWS = new MetricTable(Role.PROCESSOR);

  private static final Tag FLIGHT = Tag.of("flight", "identify", "recognise");
  private static final List<Duration> ANSWER_BUCKETS =
      MetricTable.millis(
          1, 5, 20, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 120_000, 300_000);

  public static final Metric EVENTS =
      ROWS.counter("ocr.events", "Events and records by outcome")
          .hint("none while `ocr.documents` is written to")
          .tags(
              Tag.of("outcome", "cache", "ocr", "coalesced", "failure", "ignored", "dead_letter"));

  public static final Metric EVENTS_SKIPPED =
      ROWS.gauge(
              "ocr.events.skipped",
              "Offsets of `ocr.documents` that were deleted before the processor read them, since it"
                  + " started")
          .hint("any: retention is shorter than the backlog")
          .row();

  public static final Metric ANSWERS =
      ROWS.timer(
              "ocr.answers",
              ANSWER_BUCKETS,
              "Results, from receipt of the event to the write of the answer")
          .hint("p99 of `cache` above 250 ms")
          .tags(Tag.of("source", Source.values(), Source::jsonName));

  public static final Metric FAILURES =
      ROWS.counter("ocr.failures", "Events answered with a failure")
          .hint("`infrastructure` above 5 % of all answers")
          .tags(
              Tag.of("code", FailureCode.values(), FailureCode::name),
              Tag.of("fault", FailureCode.Fault.values(), FailureCode.Fault::jsonName));

  public static final Metric REVIEWS =
      ROWS.counter(
              "ocr.reviews",
              "Results that a person should check, by reason; one with two reasons counts twice")
          .hint("the share of all results doubles: a sender's scans have become worse")
          .tags(Tag.of("reason", Review.Reason.values(), Review.Reason::jsonName));

  public static final Metric RECORDS_REFUSED =
      ROWS.counter(
              "ocr.records.refused",
              "Dead letters, results and copies for review that the broker rejected: results become"
                  + " failures, the others are dropped")
          .hint("any: a topic's limit is below what `ocr topics check` requires")
          .tags(
              Tag.of(
                  "topic",
                  Topic.DEAD_LETTERS.topicName(),
                  Topic.RESULTS.topicName(),
                  Topic.REVIEW.topicName()));

  public static final Metric DEAD_LETTERS =
      ROWS.counter("ocr.dead.letters", "Records that are not valid events")
          .hint("any: a producer sends invalid records")
          .tags(
              Tag.of(
                  "reason",
                  "EMPTY",
                  "TOO_LARGE",
                  "NOT_UTF8",
                  "NOT_JSON",
                  "JSON_LIMIT",
                  "DUPLICATE_FIELD",
                  "NOT_AN_OBJECT",
                  "BAD_EVENT_ID",
                  "BAD_CLOUD_EVENT",
                  "TOO_MANY_RECORDS",
                  "TOO_MANY_ENVELOPES",
                  "UNKNOWN_FORM",
                  "INCOMPLETE_RECORD",
                  "UNREADABLE_COMPLETION"));

  public static final Metric EVENTS_IGNORED =
      ROWS.counter("ocr.events.ignored", "Notifications that need no work").row();

  public static final Metric LOOKUPS =
      ROWS.counter("ocr.lookups", "Cache look-ups of events at the intake")
          .hint("the share of `hit` halves from one day to the next")
          .tags(Tag.of("outcome", "hit", "failure", "miss"));

  public static final Metric TASKS_SENT =
      ROWS.counter("ocr.tasks.sent", "Tasks sent to workers")
          .hint("`again`: a task was lost")
          .tags(FLIGHT, Tag.of("attempt", "first", "again"));

  public static final Metric COMPLETIONS_DROPPED =
      ROWS.counter("ocr.completions.dropped", "Completions without an open flight")
          .hint("as many as completions: work is done twice")
          .tags(FLIGHT, Tag.of("reason", "unknown", "landed", "stale"));

  public static final Metric FLIGHTS_OPEN =
      ROWS.gauge("ocr.flights.open", "Open flights of this process").tags(FLIGHT);

  public static final Metric FLIGHTS_OLDEST_AGE =
      ROWS.gauge("ocr.flights.oldest.age", "Age of the oldest open flight of this process")
          .unit("seconds")
          .hint("above an hour")
          .tags(FLIGHT);

  public static final Metric WAITERS =
      ROWS.gauge("ocr.waiters", "Events of this process that wait for a flight").tags(FLIGHT);

  public static final Metric BACKLOG_TASKS =
      ROWS.gauge(
              "ocr.backlog.tasks",
              "Backlog of the share group in the whole cluster, in tasks; NaN until known")
          .tags(MetricTable.TASKS);

  public static final Metric BACKLOG_AGE =
      ROWS.gauge("ocr.backlog.age", "Age of the oldest task in this backlog; NaN until known")
          .unit("seconds")
          .hint("above 10 minutes")
          .tags(MetricTable.TASKS);

  public static final Metric ENGINE_SPENT =
      ROWS.counter(
              "ocr.engine.spent",
              "Seconds of fetching and reading for results (their `process_time`)")
          .unit("seconds")
          .row();

  public static final Metric ENGINE_SAVED =
      ROWS.counter("ocr.engine.saved", "Engine seconds saved by cache hits and coalesced events")
          .unit("seconds")
          .row();

  private EventMetrics() {}
}
