/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Fault;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.contracts.Result.Review;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Topic;
import io.ocrstream.metrics.Metric.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Defines all meters. Code that measures takes its row from here, and {@code docs/metrics.md} is
 * generated from it. Tags are closed lists: a tag is never a hash, a URI, an id or a tenant.
 */
public final class Metrics {
  private static final List<Metric> ROWS = new ArrayList<>();

  private static final Tag TASKS =
      Tag.of("tasks", ShareGroup.values(), group -> group.tasks().topicName());
  private static final Tag FLIGHT = Tag.of("flight", "identify", "recognise");
  private static final Tag CACHE_KIND =
      Tag.of("kind", "payload", "failure", "location", "page", "legacy");

  private static final List<Duration> ANSWER_BUCKETS =
      millis(
          1, 5, 20, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 120_000, 300_000);
  private static final List<Duration> CACHE_BUCKETS =
      List.of(
          Duration.ofNanos(250_000),
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(25),
          Duration.ofMillis(100),
          Duration.ofSeconds(1));
  private static final List<Duration> WORK_BUCKETS =
      millis(50, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 120_000, 300_000);

  public static final Metric EVENTS =
      counter("ocr.events", Role.PROCESSOR, "Events and records by outcome")
          .hint("none while `ocr.documents` is written to")
          .tags(
              Tag.of("outcome", "cache", "ocr", "coalesced", "failure", "ignored", "dead_letter"));

  public static final Metric EVENTS_SKIPPED =
      gauge(
              "ocr.events.skipped",
              Role.PROCESSOR,
              "Offsets of `ocr.documents` that were deleted before the processor read them, since it"
                  + " started")
          .hint("any: retention is shorter than the backlog")
          .row();

  public static final Metric ANSWERS =
      timer(
              "ocr.answers",
              Role.PROCESSOR,
              ANSWER_BUCKETS,
              "Results, from receipt of the event to the write of the answer")
          .hint("p99 of `cache` above 250 ms")
          .tags(Tag.of("source", Source.values(), Source::jsonName));

  public static final Metric FAILURES =
      counter("ocr.failures", Role.PROCESSOR, "Events answered with a failure")
          .hint("`infrastructure` above 5 % of all answers")
          .tags(
              Tag.of("code", FailureCode.values(), FailureCode::name),
              Tag.of("fault", Fault.values(), Fault::jsonName));

  public static final Metric REVIEWS =
      counter(
              "ocr.reviews",
              Role.PROCESSOR,
              "Results that a person should check, by reason; one with two reasons counts twice")
          .hint("the share of all results doubles: a sender's scans have become worse")
          .tags(Tag.of("reason", Review.Reason.values(), Review.Reason::jsonName));

  public static final Metric RECORDS_REFUSED =
      counter(
              "ocr.records.refused",
              Role.PROCESSOR,
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
      counter("ocr.dead.letters", Role.PROCESSOR, "Records that are not valid events")
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
      counter("ocr.events.ignored", Role.PROCESSOR, "Notifications that need no work").row();

  public static final Metric LOOKUPS =
      counter("ocr.lookups", Role.PROCESSOR, "Cache look-ups of events at the intake")
          .hint("the share of `hit` halves from one day to the next")
          .tags(Tag.of("outcome", "hit", "failure", "miss"));

  public static final Metric TASKS_SENT =
      counter("ocr.tasks.sent", Role.PROCESSOR, "Tasks sent to workers")
          .hint("`again`: a task was lost")
          .tags(FLIGHT, Tag.of("attempt", "first", "again"));

  public static final Metric COMPLETIONS_DROPPED =
      counter("ocr.completions.dropped", Role.PROCESSOR, "Completions without an open flight")
          .hint("as many as completions: work is done twice")
          .tags(FLIGHT, Tag.of("reason", "unknown", "landed", "stale"));

  public static final Metric FLIGHTS_OPEN =
      gauge("ocr.flights.open", Role.PROCESSOR, "Open flights of this process").tags(FLIGHT);

  public static final Metric FLIGHTS_OLDEST_AGE =
      gauge(
              "ocr.flights.oldest.age",
              Role.PROCESSOR,
              "Age of the oldest open flight of this process")
          .unit("seconds")
          .hint("above an hour")
          .tags(FLIGHT);

  public static final Metric WAITERS =
      gauge("ocr.waiters", Role.PROCESSOR, "Events of this process that wait for a flight")
          .tags(FLIGHT);

  public static final Metric BACKLOG_TASKS =
      gauge(
              "ocr.backlog.tasks",
              Role.PROCESSOR,
              "Backlog of the share group in the whole cluster, in tasks; NaN until known")
          .tags(TASKS);

  public static final Metric BACKLOG_AGE =
      gauge(
              "ocr.backlog.age",
              Role.PROCESSOR,
              "Age of the oldest task in this backlog; NaN until known")
          .unit("seconds")
          .hint("above 10 minutes")
          .tags(TASKS);

  public static final Metric ENGINE_SPENT =
      counter(
              "ocr.engine.spent",
              Role.PROCESSOR,
              "Seconds of fetching and reading for results (their `process_time`)")
          .unit("seconds")
          .row();

  public static final Metric ENGINE_SAVED =
      counter(
              "ocr.engine.saved",
              Role.PROCESSOR,
              "Engine seconds saved by cache hits and coalesced events")
          .unit("seconds")
          .row();

  public static final Metric BREAKER_STATE =
      gauge(
              "ocr.breaker.state",
              Role.WORKER,
              "State of the worst circuit breaker of its kind: 0 closed, 1 half open, 2 open")
          .hint("2 for 2 minutes")
          .tags(Tag.of("of", "content", "engine"));

  public static final Metric BREAKER_OPEN =
      gauge("ocr.breaker.open", Role.WORKER, "Open circuit breakers")
          .tags(Tag.of("of", "content", "engine"));

  public static final Metric TASKS_HELD =
      gauge("ocr.tasks.held", Role.WORKER, "Tasks held during an outage")
          .tags(Tag.of("of", "content", "engine"));

  public static final Metric STREAM_STATE =
      gauge("ocr.stream.state", Role.PROCESSOR, "1 for the current state of Kafka Streams, else 0")
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
      gauge("ocr.stream.threads", Role.PROCESSOR, "Running stream threads").row();

  public static final Metric STREAM_THREADS_REPLACED =
      counter(
              "ocr.stream.threads.replaced",
              Role.PROCESSOR,
              "Stream threads that failed and were replaced")
          .hint("any")
          .row();

  public static final Metric STREAM_REBALANCES =
      gauge(
              "ocr.stream.rebalances",
              Role.PROCESSOR,
              "Rebalances of the stream threads since they started")
          .hint("grows although no instance starts or stops")
          .row();

  public static final Metric STREAM_COMMIT_LATENCY =
      gauge(
              "ocr.stream.commit.latency",
              Role.PROCESSOR,
              "Mean commit latency of the slowest thread over the last 30 seconds")
          .unit("seconds")
          .hint("above 1 second")
          .row();

  public static final Metric STREAM_PROCESS_LATENCY =
      gauge(
              "ocr.stream.process.latency",
              Role.PROCESSOR,
              "Mean processing time of a record in the slowest thread over the last 30 seconds")
          .unit("seconds")
          .row();

  public static final Metric STREAM_LAG =
      gauge(
              "ocr.stream.lag",
              Role.PROCESSOR,
              "Largest lag of an input partition, in records, including records of open transactions")
          .hint("grows for 10 minutes")
          .row();

  public static final Metric SLOTS_BUSY =
      gauge("ocr.slots.busy", Role.WORKER, "Slots that work on a task").tags(TASKS);

  public static final Metric SLOTS_ALIVE =
      gauge("ocr.slots.alive", Role.WORKER, "Slots with a running thread")
          .hint("below `ocr_slots_configured`")
          .tags(TASKS);

  public static final Metric SLOTS_CONFIGURED =
      gauge("ocr.slots.configured", Role.WORKER, "Slots started").tags(TASKS);

  public static final Metric DELIVERIES =
      counter("ocr.deliveries", Role.WORKER, "Finished deliveries of tasks")
          .hint("any `released` or `rejected`")
          .tags(
              TASKS,
              Tag.of("end", "completed", "released", "rejected"),
              Tag.of("acknowledged", "true", "false"));

  public static final Metric LOCKS_LOST =
      counter(
              "ocr.locks.lost",
              Role.WORKER,
              "Tasks whose lock expired and that went to another worker")
          .hint("any: the broker or this process stalled")
          .tags(TASKS);

  public static final Metric TASK_DURATION =
      timer("ocr.tasks", Role.WORKER, WORK_BUCKETS, "Tasks, from delivery to acknowledgement")
          .tags(TASKS);

  public static final Metric DOCUMENTS =
      timer("ocr.documents", Role.WORKER, WORK_BUCKETS, "Documents, from open to close").row();

  public static final Metric PAGES =
      timer("ocr.pages", Role.WORKER, WORK_BUCKETS, "Pages by source of their text")
          .hint("`failed` above 5 %")
          .tags(Tag.of("source", "ocr", "text_layer", "failed"));

  public static final Metric PAGE_PREPARATIONS =
      counter("ocr.page.preparations", Role.WORKER, "Preprocessing steps of pages")
          .tags(Tag.of("step", Preparation.values(), Preparation::jsonName));

  public static final Metric PAGE_ATTEMPTS =
      counter("ocr.page.attempts", Role.WORKER, "Reading attempts of the engine").row();

  public static final Metric PAGE_MISSED_INK =
      counter(
              "ocr.page.missed.ink",
              Role.WORKER,
              "Pages with unread ink: a part of it (`some`) or all of it (`all`)")
          .hint("`all` grows: documents are pictures, drawings or in an unknown script")
          .tags(Tag.of("extent", "some", "all"));

  public static final Metric FETCHED =
      counter("ocr.fetched", Role.WORKER, "Bytes of fetched documents")
          .unit("bytes")
          .tags(Tag.of("scheme", "file", "https", "s3", "other"));

  public static final Metric FETCHES =
      timer("ocr.fetches", Role.WORKER, List.of(), "Single requests to an object store")
          .hint("`retryable` grows: an object store fails")
          .tags(
              Tag.of("operation", "inspect", "fetch"),
              Tag.of("outcome", "ok", "retryable", "refused"));

  public static final Metric CHILDREN =
      gauge("ocr.engine.children", Role.WORKER, "Running child processes of the engine").row();

  public static final Metric SANDBOX =
      gauge(
              "ocr.engine.sandbox",
              Role.WORKER,
              "1 if child processes of the engine run in a full sandbox, else 0")
          .hint("0")
          .row();

  public static final Metric CHILDREN_STARTED =
      counter("ocr.engine.children.started", Role.WORKER, "Started child processes of the engine")
          .hint("more than 10 in 10 minutes")
          .row();

  public static final Metric CHILDREN_ENDED =
      counter("ocr.engine.children.ended", Role.WORKER, "Ended child processes of the engine")
          .hint("any `broke_off`, `deadline` or `stalled`")
          .tags(Tag.of("reason", "deadline", "stalled", "given_up", "retired", "broke_off"));

  public static final Metric CACHE_LOOKUPS =
      timer("ocr.cache.lookups", Role.BOTH, CACHE_BUCKETS, "Look-ups in Redis")
          .tags(CACHE_KIND, Tag.of("outcome", "hit", "miss", "outage", "invalid"));

  public static final Metric CACHE_WRITES =
      timer("ocr.cache.writes", Role.BOTH, CACHE_BUCKETS, "Writes to Redis")
          .tags(CACHE_KIND, Tag.of("outcome", "stored", "kept", "outage"));

  public static final Metric CACHE_OUTAGES =
      counter("ocr.cache.outages", Role.BOTH, "Redis commands without an answer")
          .tags(
              Tag.of(
                  "reason",
                  "disconnected",
                  "too_many_pending",
                  "breaker_open",
                  "deadline",
                  "connection_lost",
                  "refused"));

  public static final Metric CACHE_PENDING =
      gauge("ocr.cache.pending", Role.BOTH, "Redis commands in flight").row();

  public static final Metric CACHE_CONNECTED =
      gauge("ocr.cache.connected", Role.BOTH, "1 if connected to Redis, else 0")
          .hint("0 for 2 minutes")
          .row();

  public static final Metric CACHE_BREAKER =
      gauge(
              "ocr.cache.breaker.state",
              Role.BOTH,
              "State of the Redis circuit breaker: 0 closed, 1 half open, 2 open")
          .hint("2 for 2 minutes")
          .row();

  public static final Metric REDIS_KEYS =
      gauge("ocr.redis.keys", Role.BOTH, "Entries in Redis; NaN while Redis is unavailable").row();

  public static final Metric REDIS_MEMORY =
      gauge("ocr.redis.memory", Role.BOTH, "Memory used by Redis; NaN while Redis is unavailable")
          .unit("bytes")
          .row();

  public static final Metric REDIS_UPTIME =
      gauge("ocr.redis.uptime", Role.BOTH, "Uptime of Redis; NaN while Redis is unavailable")
          .unit("seconds")
          .hint("falls: Redis restarted")
          .row();

  public static final Metric GATEWAY_REQUESTS =
      timer(
              "ocr.gateway.requests",
              Role.GATEWAY,
              WORK_BUCKETS,
              "Uploads and questions for their answers, from receipt to the response")
          .hint("`unavailable` above 1 %")
          .tags(Tag.of("outcome", "result", "failure", "pending", "rejected", "unavailable"));

  public static final Metric GATEWAY_WAITING =
      gauge(
              "ocr.gateway.waiting",
              Role.GATEWAY,
              "Requests that are uploaded or wait for their answer")
          .hint("near `ocr.gateway.max-waiting`")
          .row();

  public static final Metric GATEWAY_UPLOADS =
      gauge("ocr.gateway.uploads", Role.GATEWAY, "Uploads in progress")
          .hint("near `ocr.gateway.max-uploads`")
          .row();

  private Metrics() {}

  /** Returns all rows, in the table's order. */
  public static List<Metric> all() {
    return List.copyOf(ROWS);
  }

  private static List<Duration> millis(long... bounds) {
    return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toList();
  }

  private static Row counter(String name, Role role, String meaning) {
    return new Row(Metric.Type.COUNTER, name, role, List.of(), meaning);
  }

  private static Row gauge(String name, Role role, String meaning) {
    return new Row(Metric.Type.GAUGE, name, role, List.of(), meaning);
  }

  private static Row timer(String name, Role role, List<Duration> buckets, String meaning) {
    return new Row(Metric.Type.TIMER, name, role, buckets, meaning).unit("seconds");
  }

  /** Builds a row; the row joins the table when its tags are known. */
  private static final class Row {
    private final Metric.Type type;
    private final String name;
    private final Role role;
    private final List<Duration> buckets;
    private final String meaning;
    private String unit = "";
    private String hint = "";

    Row(Metric.Type type, String name, Role role, List<Duration> buckets, String meaning) {
      this.type = type;
      this.name = name;
      this.role = role;
      this.buckets = buckets;
      this.meaning = meaning;
    }

    Row unit(String base) {
      unit = base;
      return this;
    }

    Row hint(String condition) {
      hint = condition;
      return this;
    }

    Metric row() {
      return tags();
    }

    Metric tags(Tag... tags) {
      Metric whole = new Metric(name, type, unit, role, List.of(tags), buckets, meaning, hint);
      ROWS.add(whole);
      return whole;
    }
  }
}
