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

  /** Counts events by outcome. */
  public static final Metric EVENTS =
      counter("ocr.events", "", Role.PROCESSOR, "Events and records by outcome")
          .hint("none while `ocr.documents` is written to")
          .tag(Tag.of("outcome", "cache", "ocr", "coalesced", "failure", "ignored", "dead_letter"));

  /** Counts offsets that retention deleted before they were read. */
  public static final Metric EVENTS_SKIPPED =
      gauge(
              "ocr.events.skipped",
              "",
              Role.PROCESSOR,
              "Offsets of `ocr.documents` that were deleted before the processor read them, since it"
                  + " started")
          .hint("any: retention is shorter than the backlog")
          .row();

  /** Times results. */
  public static final Metric ANSWERS =
      timer(
              "ocr.answers",
              Role.PROCESSOR,
              ANSWER_BUCKETS,
              "Results, from receipt of the event to the write of the answer")
          .hint("p99 of `cache` above 250 ms")
          .tag(Tag.of("source", Source.values(), Source::jsonName));

  /** Counts failures. */
  public static final Metric FAILURES =
      counter("ocr.failures", "", Role.PROCESSOR, "Events answered with a failure")
          .hint("`infrastructure` above 5 % of all answers")
          .tags(
              Tag.of("code", FailureCode.values(), FailureCode::name),
              Tag.of("fault", Fault.values(), Fault::jsonName));

  /** Counts results to check. */
  public static final Metric REVIEWS =
      counter(
              "ocr.reviews",
              "",
              Role.PROCESSOR,
              "Results that a person should check, by reason; one with two reasons counts twice")
          .hint("the share of all results doubles: a sender's scans have become worse")
          .tag(Tag.of("reason", Review.Reason.values(), Review.Reason::jsonName));

  /** Counts records that brokers rejected. */
  public static final Metric RECORDS_REFUSED =
      counter(
              "ocr.records.refused",
              "",
              Role.PROCESSOR,
              "Dead letters, results and copies for review that the broker rejected: results become"
                  + " failures, the others are dropped")
          .hint("any: a topic's limit is below what `ocr topics check` requires")
          .tag(
              Tag.of(
                  "topic",
                  Topic.DEAD_LETTERS.topicName(),
                  Topic.RESULTS.topicName(),
                  Topic.REVIEW.topicName()));

  /** Counts dead letters. */
  public static final Metric DEAD_LETTERS =
      counter("ocr.dead.letters", "", Role.PROCESSOR, "Records that are not valid events")
          .hint("any: a producer sends invalid records")
          .tag(
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

  /** Counts notifications that need no work. */
  public static final Metric EVENTS_IGNORED =
      counter("ocr.events.ignored", "", Role.PROCESSOR, "Notifications that need no work").row();

  /** Counts cache look-ups of events. */
  public static final Metric LOOKUPS =
      counter("ocr.lookups", "", Role.PROCESSOR, "Cache look-ups of events at the intake")
          .hint("the share of `hit` halves from one day to the next")
          .tag(Tag.of("outcome", "hit", "failure", "miss"));

  /** Counts tasks sent. */
  public static final Metric TASKS_SENT =
      counter("ocr.tasks.sent", "", Role.PROCESSOR, "Tasks sent to workers")
          .hint("`again`: a task was lost")
          .tags(FLIGHT, Tag.of("attempt", "first", "again"));

  /** Counts completions without a flight. */
  public static final Metric COMPLETIONS_DROPPED =
      counter("ocr.completions.dropped", "", Role.PROCESSOR, "Completions without an open flight")
          .hint("as many as completions: work is done twice")
          .tags(FLIGHT, Tag.of("reason", "unknown", "landed", "stale"));

  /** Shows open flights. */
  public static final Metric FLIGHTS_OPEN =
      gauge("ocr.flights.open", "", Role.PROCESSOR, "Open flights of this process").tag(FLIGHT);

  /** Shows the age of the oldest open flight. */
  public static final Metric FLIGHTS_OLDEST_AGE =
      gauge(
              "ocr.flights.oldest.age",
              "seconds",
              Role.PROCESSOR,
              "Age of the oldest open flight of this process")
          .hint("above an hour")
          .tag(FLIGHT);

  /** Shows waiting events. */
  public static final Metric WAITERS =
      gauge("ocr.waiters", "", Role.PROCESSOR, "Events of this process that wait for a flight")
          .tag(FLIGHT);

  /** Shows the backlog. */
  public static final Metric BACKLOG_TASKS =
      gauge(
              "ocr.backlog.tasks",
              "",
              Role.PROCESSOR,
              "Backlog of the share group in the whole cluster, in tasks; NaN until known")
          .tag(TASKS);

  /** Shows the age of the oldest task in the backlog. */
  public static final Metric BACKLOG_AGE =
      gauge(
              "ocr.backlog.age",
              "seconds",
              Role.PROCESSOR,
              "Age of the oldest task in this backlog; NaN until known")
          .hint("above 10 minutes")
          .tag(TASKS);

  /** Counts engine time spent. */
  public static final Metric ENGINE_SPENT =
      counter(
              "ocr.engine.spent",
              "seconds",
              Role.PROCESSOR,
              "Seconds of fetching and reading for results (their `process_time`)")
          .row();

  /** Counts engine time saved. */
  public static final Metric ENGINE_SAVED =
      counter(
              "ocr.engine.saved",
              "seconds",
              Role.PROCESSOR,
              "Engine seconds saved by cache hits and coalesced events")
          .row();

  /** Shows the state of circuit breakers. */
  public static final Metric BREAKER_STATE =
      gauge(
              "ocr.breaker.state",
              "",
              Role.WORKER,
              "State of the worst circuit breaker of its kind: 0 closed, 1 half open, 2 open")
          .hint("2 for 2 minutes")
          .tag(Tag.of("of", "content", "engine"));

  /** Shows open circuit breakers. */
  public static final Metric BREAKER_OPEN =
      gauge("ocr.breaker.open", "", Role.WORKER, "Open circuit breakers")
          .tag(Tag.of("of", "content", "engine"));

  /** Shows held tasks. */
  public static final Metric TASKS_HELD =
      gauge("ocr.tasks.held", "", Role.WORKER, "Tasks held during an outage")
          .tag(Tag.of("of", "content", "engine"));

  /** Shows the state of Kafka Streams. */
  public static final Metric STREAM_STATE =
      gauge(
              "ocr.stream.state",
              "",
              Role.PROCESSOR,
              "1 for the current state of Kafka Streams, else 0")
          .hint("`running` is 0 for 5 minutes")
          .tag(
              Tag.of(
                  "state",
                  "created",
                  "rebalancing",
                  "running",
                  "pending_shutdown",
                  "not_running",
                  "pending_error",
                  "error"));

  /** Shows stream threads. */
  public static final Metric STREAM_THREADS =
      gauge("ocr.stream.threads", "", Role.PROCESSOR, "Running stream threads").row();

  /** Counts replaced stream threads. */
  public static final Metric STREAM_THREADS_REPLACED =
      counter(
              "ocr.stream.threads.replaced",
              "",
              Role.PROCESSOR,
              "Stream threads that failed and were replaced")
          .hint("any")
          .row();

  /** Counts rebalances. */
  public static final Metric STREAM_REBALANCES =
      gauge(
              "ocr.stream.rebalances",
              "",
              Role.PROCESSOR,
              "Rebalances of the stream threads since they started")
          .hint("grows although no instance starts or stops")
          .row();

  /** Shows commit latency. */
  public static final Metric STREAM_COMMIT_LATENCY =
      gauge(
              "ocr.stream.commit.latency",
              "seconds",
              Role.PROCESSOR,
              "Mean commit latency of the slowest thread over the last 30 seconds")
          .hint("above 1 second")
          .row();

  /** Shows process latency. */
  public static final Metric STREAM_PROCESS_LATENCY =
      gauge(
              "ocr.stream.process.latency",
              "seconds",
              Role.PROCESSOR,
              "Mean processing time of a record in the slowest thread over the last 30 seconds")
          .row();

  /** Shows consumer lag. */
  public static final Metric STREAM_LAG =
      gauge(
              "ocr.stream.lag",
              "",
              Role.PROCESSOR,
              "Largest lag of an input partition, in records, including records of open transactions")
          .hint("grows for 10 minutes")
          .row();

  /** Shows busy slots. */
  public static final Metric SLOTS_BUSY =
      gauge("ocr.slots.busy", "", Role.WORKER, "Slots that work on a task").tag(TASKS);

  /** Shows running slots. */
  public static final Metric SLOTS_ALIVE =
      gauge("ocr.slots.alive", "", Role.WORKER, "Slots with a running thread")
          .hint("below `ocr_slots_configured`")
          .tag(TASKS);

  /** Shows configured slots. */
  public static final Metric SLOTS_CONFIGURED =
      gauge("ocr.slots.configured", "", Role.WORKER, "Slots started").tag(TASKS);

  /** Counts deliveries. */
  public static final Metric DELIVERIES =
      counter("ocr.deliveries", "", Role.WORKER, "Finished deliveries of tasks")
          .hint("any `released` or `rejected`")
          .tags(
              TASKS,
              Tag.of("end", "completed", "released", "rejected"),
              Tag.of("acknowledged", "true", "false"));

  /** Counts lost locks. */
  public static final Metric LOCKS_LOST =
      counter(
              "ocr.locks.lost",
              "",
              Role.WORKER,
              "Tasks whose lock expired and that went to another worker")
          .hint("any: the broker or this process stalled")
          .tag(TASKS);

  /** Times tasks. */
  public static final Metric TASK_DURATION =
      timer("ocr.tasks", Role.WORKER, WORK_BUCKETS, "Tasks, from delivery to acknowledgement")
          .tag(TASKS);

  /** Times documents. */
  public static final Metric DOCUMENTS =
      timer("ocr.documents", Role.WORKER, WORK_BUCKETS, "Documents, from open to close").row();

  /** Times pages. */
  public static final Metric PAGES =
      timer("ocr.pages", Role.WORKER, WORK_BUCKETS, "Pages by source of their text")
          .hint("`failed` above 5 %")
          .tag(Tag.of("source", "ocr", "text_layer", "failed"));

  /** Counts preprocessing steps. */
  public static final Metric PAGE_PREPARATIONS =
      counter("ocr.page.preparations", "", Role.WORKER, "Preprocessing steps of pages")
          .tag(Tag.of("step", Preparation.values(), Preparation::jsonName));

  /** Counts reading attempts. */
  public static final Metric PAGE_ATTEMPTS =
      counter("ocr.page.attempts", "", Role.WORKER, "Reading attempts of the engine").row();

  /** Counts pages with unread ink. */
  public static final Metric PAGE_MISSED_INK =
      counter(
              "ocr.page.missed.ink",
              "",
              Role.WORKER,
              "Pages with unread ink: a part of it (`some`) or all of it (`all`)")
          .hint("`all` grows: documents are pictures, drawings or in an unknown script")
          .tag(Tag.of("extent", "some", "all"));

  /** Counts fetched bytes. */
  public static final Metric FETCHED =
      counter("ocr.fetched", "bytes", Role.WORKER, "Bytes of fetched documents")
          .tag(Tag.of("scheme", "file", "https", "s3", "other"));

  /** Times requests to object stores. */
  public static final Metric FETCHES =
      timer("ocr.fetches", Role.WORKER, List.of(), "Single requests to an object store")
          .hint("`retryable` grows: an object store fails")
          .tags(
              Tag.of("operation", "inspect", "fetch"),
              Tag.of("outcome", "ok", "retryable", "refused"));

  /** Shows child processes. */
  public static final Metric CHILDREN =
      gauge("ocr.engine.children", "", Role.WORKER, "Running child processes of the engine").row();

  /** Shows whether child processes are sandboxed. */
  public static final Metric SANDBOX =
      gauge(
              "ocr.engine.sandbox",
              "",
              Role.WORKER,
              "1 if child processes of the engine run in a full sandbox, else 0")
          .hint("0")
          .row();

  /** Counts started child processes. */
  public static final Metric CHILDREN_STARTED =
      counter(
              "ocr.engine.children.started",
              "",
              Role.WORKER,
              "Started child processes of the engine")
          .hint("more than 10 in 10 minutes")
          .row();

  /** Counts ended child processes. */
  public static final Metric CHILDREN_ENDED =
      counter("ocr.engine.children.ended", "", Role.WORKER, "Ended child processes of the engine")
          .hint("any `broke_off`, `deadline` or `stalled`")
          .tag(Tag.of("reason", "deadline", "stalled", "given_up", "retired", "broke_off"));

  /** Times look-ups in Redis. */
  public static final Metric CACHE_LOOKUPS =
      timer("ocr.cache.lookups", Role.BOTH, CACHE_BUCKETS, "Look-ups in Redis")
          .tags(CACHE_KIND, Tag.of("outcome", "hit", "miss", "outage", "invalid"));

  /** Times writes to Redis. */
  public static final Metric CACHE_WRITES =
      timer("ocr.cache.writes", Role.BOTH, CACHE_BUCKETS, "Writes to Redis")
          .tags(CACHE_KIND, Tag.of("outcome", "stored", "kept", "outage"));

  /** Counts failed Redis commands. */
  public static final Metric CACHE_OUTAGES =
      counter("ocr.cache.outages", "", Role.BOTH, "Redis commands without an answer")
          .tag(
              Tag.of(
                  "reason",
                  "disconnected",
                  "too_many_pending",
                  "breaker_open",
                  "deadline",
                  "connection_lost",
                  "refused"));

  /** Shows Redis commands in flight. */
  public static final Metric CACHE_PENDING =
      gauge("ocr.cache.pending", "", Role.BOTH, "Redis commands in flight").row();

  /** Shows the Redis connection. */
  public static final Metric CACHE_CONNECTED =
      gauge("ocr.cache.connected", "", Role.BOTH, "1 if connected to Redis, else 0")
          .hint("0 for 2 minutes")
          .row();

  /** Shows the Redis circuit breaker. */
  public static final Metric CACHE_BREAKER =
      gauge(
              "ocr.cache.breaker.state",
              "",
              Role.BOTH,
              "State of the Redis circuit breaker: 0 closed, 1 half open, 2 open")
          .hint("2 for 2 minutes")
          .row();

  /** Shows the entries in Redis. */
  public static final Metric REDIS_KEYS =
      gauge("ocr.redis.keys", "", Role.BOTH, "Entries in Redis; NaN while Redis is unavailable")
          .row();

  /** Shows the memory of Redis. */
  public static final Metric REDIS_MEMORY =
      gauge(
              "ocr.redis.memory",
              "bytes",
              Role.BOTH,
              "Memory used by Redis; NaN while Redis is unavailable")
          .row();

  /** Shows the uptime of Redis. */
  public static final Metric REDIS_UPTIME =
      gauge(
              "ocr.redis.uptime",
              "seconds",
              Role.BOTH,
              "Uptime of Redis; NaN while Redis is unavailable")
          .hint("falls: Redis restarted")
          .row();

  private Metrics() {}

  /** Returns all rows, in the table's order. */
  public static List<Metric> all() {
    return List.copyOf(ROWS);
  }

  private static List<Duration> millis(long... bounds) {
    return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toList();
  }

  private static Row counter(String name, String unit, Role role, String meaning) {
    return new Row(
        new Metric(name, Metric.Type.COUNTER, unit, role, List.of(), List.of(), meaning, ""));
  }

  private static Row gauge(String name, String unit, Role role, String meaning) {
    return new Row(
        new Metric(name, Metric.Type.GAUGE, unit, role, List.of(), List.of(), meaning, ""));
  }

  private static Row timer(String name, Role role, List<Duration> buckets, String meaning) {
    return new Row(
        new Metric(name, Metric.Type.TIMER, "seconds", role, List.of(), buckets, meaning, ""));
  }

  /** Builds a row; the row joins the table when its tags are known. */
  private record Row(Metric metric) {
    Row hint(String hint) {
      return new Row(
          new Metric(
              metric.name(),
              metric.type(),
              metric.unit(),
              metric.role(),
              metric.tags(),
              metric.buckets(),
              metric.meaning(),
              hint));
    }

    Metric row() {
      return tags();
    }

    Metric tags(Tag... tags) {
      Metric whole =
          new Metric(
              metric.name(),
              metric.type(),
              metric.unit(),
              metric.role(),
              List.of(tags),
              metric.buckets(),
              metric.meaning(),
              metric.hint());
      ROWS.add(whole);
      return whole;
    }

    Metric tag(Tag tag) {
      return tags(tag);
    }
  }
}
