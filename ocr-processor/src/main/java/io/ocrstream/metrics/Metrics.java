/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Fault;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Topic;
import io.ocrstream.metrics.Metric.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The table of meters: every place that measures takes its row from here, and {@code
 * docs/metrics.md} is made of it. Tags are closed lists: never a hash, a URI, an id or a tenant.
 */
public final class Metrics {
  private static final List<Metric> ROWS = new ArrayList<>();

  private static final Tag TASKS =
      Tag.of("tasks", ShareGroup.values(), group -> group.tasks().topicName());
  private static final Tag FLIGHT = Tag.of("flight", "identify", "recognise");
  private static final Tag CACHE_KIND = Tag.of("kind", "payload", "failure", "location", "page");

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

  /** How events ended. */
  public static final Metric EVENTS =
      counter("ocr.events", "", Role.PROCESSOR, "Events and records, by what became of them")
          .hint("none while `ocr.documents` is written to")
          .tag(Tag.of("outcome", "cache", "ocr", "coalesced", "failure", "ignored", "dead_letter"));

  /** Deleted before they were taken up. */
  public static final Metric EVENTS_SKIPPED =
      gauge(
              "ocr.events.skipped",
              "",
              Role.PROCESSOR,
              "Offsets of `ocr.documents` that were deleted before they were taken up, since the"
                  + " processor started")
          .hint("any: retention is shorter than the backlog")
          .row();

  /** Results and their latency. */
  public static final Metric ANSWERS =
      timer("ocr.answers", Role.PROCESSOR, ANSWER_BUCKETS, "Results, from receipt to writing")
          .hint("p99 of `cache` above 250 ms")
          .tag(Tag.of("source", Source.values(), Source::jsonName));

  /** Failures. */
  public static final Metric FAILURES =
      counter("ocr.failures", "", Role.PROCESSOR, "Events answered with a failure")
          .hint("`infrastructure` above 5 % of all answers")
          .tags(
              Tag.of("code", FailureCode.values(), FailureCode::name),
              Tag.of("fault", Fault.values(), Fault::jsonName));

  /** What brokers refuse. */
  public static final Metric RECORDS_REFUSED =
      counter(
              "ocr.records.refused",
              "",
              Role.PROCESSOR,
              "Dead letters and results that brokers refused: the former are left out, the latter"
                  + " become failures")
          .hint("any: a topic takes less than `ocr topics check` asks for")
          .tag(Tag.of("topic", Topic.DEAD_LETTERS.topicName(), Topic.RESULTS.topicName()));

  /** Dead letters. */
  public static final Metric DEAD_LETTERS =
      counter("ocr.dead.letters", "", Role.PROCESSOR, "Records that were no event")
          .hint("any: a producer sends what is none")
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

  /** Notifications that ask for nothing. */
  public static final Metric EVENTS_IGNORED =
      counter("ocr.events.ignored", "", Role.PROCESSOR, "Notifications that asked for nothing")
          .row();

  /** The intake's look-ups. */
  public static final Metric LOOKUPS =
      counter("ocr.lookups", "", Role.PROCESSOR, "Look-ups of events at the intake")
          .hint("share of `hit` falls by half against the day before")
          .tag(Tag.of("outcome", "hit", "failure", "miss"));

  /** Tasks sent. */
  public static final Metric TASKS_SENT =
      counter("ocr.tasks.sent", "", Role.PROCESSOR, "Tasks sent to workers")
          .hint("`again`: work was lost")
          .tags(FLIGHT, Tag.of("attempt", "first", "again"));

  /** Completions of no use. */
  public static final Metric COMPLETIONS_DROPPED =
      counter("ocr.completions.dropped", "", Role.PROCESSOR, "Completions that nobody waits for")
          .hint("as many as there are completions: work is done twice")
          .tags(FLIGHT, Tag.of("reason", "unknown", "landed", "stale"));

  /** Flights in the air. */
  public static final Metric FLIGHTS_OPEN =
      gauge("ocr.flights.open", "", Role.PROCESSOR, "Flights that are not landed, of this process")
          .tag(FLIGHT);

  /** The oldest of them. */
  public static final Metric FLIGHTS_OLDEST_AGE =
      gauge(
              "ocr.flights.oldest.age",
              "seconds",
              Role.PROCESSOR,
              "Since the longest flying task of this process was sent")
          .hint("above an hour")
          .tag(FLIGHT);

  /** Events that wait. */
  public static final Metric WAITERS =
      gauge("ocr.waiters", "", Role.PROCESSOR, "Events that wait in flights, of this process")
          .tag(FLIGHT);

  /** Tasks not done with. */
  public static final Metric BACKLOG_TASKS =
      gauge(
              "ocr.backlog.tasks",
              "",
              Role.PROCESSOR,
              "Tasks of the share group not done with, in the whole cluster; NaN until known")
          .tag(TASKS);

  /** The oldest of them. */
  public static final Metric BACKLOG_AGE =
      gauge(
              "ocr.backlog.age",
              "seconds",
              Role.PROCESSOR,
              "Since the oldest such task was sent, in the whole cluster; NaN until known")
          .hint("above 10 minutes")
          .tag(TASKS);

  /** Engine time. */
  public static final Metric ENGINE_SPENT =
      counter(
              "ocr.engine.spent",
              "seconds",
              Role.PROCESSOR,
              "Fetching and reading that results cost (their `process_time`)")
          .row();

  /** Engine time that was not needed. */
  public static final Metric ENGINE_SAVED =
      counter(
              "ocr.engine.saved",
              "seconds",
              Role.PROCESSOR,
              "The same of results that came from the cache or from another event's reading")
          .row();

  /** Breakers. */
  public static final Metric BREAKER_STATE =
      gauge(
              "ocr.breaker.state",
              "",
              Role.WORKER,
              "The worst circuit breaker of its kind: 0 closed, 1 half open, 2 open")
          .hint("2 for 2 minutes")
          .tag(Tag.of("of", "content", "engine"));

  /** Open breakers. */
  public static final Metric BREAKER_OPEN =
      gauge("ocr.breaker.open", "", Role.WORKER, "Circuit breakers that hold calls back")
          .tag(Tag.of("of", "content", "engine"));

  /** Tasks held. */
  public static final Metric TASKS_HELD =
      gauge("ocr.tasks.held", "", Role.WORKER, "Tasks that wait for the end of an outage")
          .tag(Tag.of("of", "content", "engine"));

  /** The state of Kafka Streams. */
  public static final Metric STREAM_STATE =
      gauge("ocr.stream.state", "", Role.PROCESSOR, "1 for the state that the stream is in")
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

  /** Stream threads. */
  public static final Metric STREAM_THREADS =
      gauge("ocr.stream.threads", "", Role.PROCESSOR, "Stream threads that live").row();

  /** Stream threads that died. */
  public static final Metric STREAM_THREADS_REPLACED =
      counter("ocr.stream.threads.replaced", "", Role.PROCESSOR, "Stream threads that died")
          .hint("any")
          .row();

  /** Rebalances. */
  public static final Metric STREAM_REBALANCES =
      gauge(
              "ocr.stream.rebalances",
              "",
              Role.PROCESSOR,
              "Rebalances that the stream threads went through since they started")
          .hint("grows without starts and stops")
          .row();

  /** Commits. */
  public static final Metric STREAM_COMMIT_LATENCY =
      gauge(
              "ocr.stream.commit.latency",
              "seconds",
              Role.PROCESSOR,
              "Mean time of a commit over the last half minute, of the slowest thread")
          .hint("above a second")
          .row();

  /** Processing. */
  public static final Metric STREAM_PROCESS_LATENCY =
      gauge(
              "ocr.stream.process.latency",
              "seconds",
              Role.PROCESSOR,
              "Mean time of a record over the last half minute, of the slowest thread")
          .row();

  /** Records not yet taken up. */
  public static final Metric STREAM_LAG =
      gauge(
              "ocr.stream.lag",
              "",
              Role.PROCESSOR,
              "Records that the partition furthest behind has yet to take up, or that wait for an"
                  + " open transaction of their sender")
          .hint("grows for 10 minutes")
          .row();

  /** Slots at work. */
  public static final Metric SLOTS_BUSY =
      gauge("ocr.slots.busy", "", Role.WORKER, "Slots that have a task").tag(TASKS);

  /** Slots. */
  public static final Metric SLOTS_ALIVE =
      gauge("ocr.slots.alive", "", Role.WORKER, "Slots whose thread lives")
          .hint("below `ocr_slots_configured`")
          .tag(TASKS);

  /** Slots as configured. */
  public static final Metric SLOTS_CONFIGURED =
      gauge("ocr.slots.configured", "", Role.WORKER, "Slots that were started").tag(TASKS);

  /** Deliveries. */
  public static final Metric DELIVERIES =
      counter("ocr.deliveries", "", Role.WORKER, "Deliveries of tasks that ended")
          .hint("`released` or `rejected`")
          .tags(
              TASKS,
              Tag.of("end", "completed", "released", "rejected"),
              Tag.of("acknowledged", "true", "false"));

  /** Locks lost. */
  public static final Metric LOCKS_LOST =
      counter("ocr.locks.lost", "", Role.WORKER, "Tasks that went to another worker meanwhile")
          .hint("any: the broker or this process stood still")
          .tag(TASKS);

  /** Tasks. */
  public static final Metric TASK_DURATION =
      timer("ocr.tasks", Role.WORKER, WORK_BUCKETS, "Tasks, from delivery to acknowledgement")
          .tag(TASKS);

  /** Documents. */
  public static final Metric DOCUMENTS =
      timer("ocr.documents", Role.WORKER, WORK_BUCKETS, "Documents opened, read and closed").row();

  /** Pages. */
  public static final Metric PAGES =
      timer("ocr.pages", Role.WORKER, WORK_BUCKETS, "Pages, by where their text came from")
          .hint("`failed` above 5 %")
          .tag(Tag.of("source", "ocr", "text_layer", "failed"));

  /** Preparation. */
  public static final Metric PAGE_PREPARATIONS =
      counter("ocr.page.preparations", "", Role.WORKER, "Preparations of pages that were read")
          .tag(Tag.of("step", Preparation.values(), Preparation::jsonName));

  /** Attempts. */
  public static final Metric PAGE_ATTEMPTS =
      counter("ocr.page.attempts", "", Role.WORKER, "Readings made of pages by the engine").row();

  /** Ink outside the words read. */
  public static final Metric PAGE_MISSED_INK =
      counter(
              "ocr.page.missed.ink",
              "",
              Role.WORKER,
              "Pages with ink that was not read: some of their letters, or all with no text found")
          .hint("`all` grows: pictures, drawings or an unknown script come in")
          .tag(Tag.of("extent", "some", "all"));

  /** Bytes. */
  public static final Metric FETCHED =
      counter("ocr.fetched", "bytes", Role.WORKER, "Bytes of documents fetched")
          .tag(Tag.of("scheme", "file", "https", "s3", "other"));

  /** Asking stores. */
  public static final Metric FETCHES =
      timer("ocr.fetches", Role.WORKER, List.of(), "Single attempts to ask or read a store")
          .hint("`retryable` grows: the store is down")
          .tags(
              Tag.of("operation", "inspect", "fetch"),
              Tag.of("outcome", "ok", "retryable", "refused"));

  /** Children. */
  public static final Metric CHILDREN =
      gauge("ocr.engine.children", "", Role.WORKER, "Processes of the engine that live").row();

  /** Whether children are kept to their own files, and from all else. */
  public static final Metric SANDBOX =
      gauge(
              "ocr.engine.sandbox",
              "",
              Role.WORKER,
              "1 while processes of the engine are started in a full sandbox, else 0")
          .hint("0")
          .row();

  /** Children started. */
  public static final Metric CHILDREN_STARTED =
      counter("ocr.engine.children.started", "", Role.WORKER, "Processes of the engine started")
          .hint("more than 10 in 10 minutes")
          .row();

  /** Children that ended. */
  public static final Metric CHILDREN_ENDED =
      counter("ocr.engine.children.ended", "", Role.WORKER, "Processes of the engine that ended")
          .hint("`broke_off`, `deadline` or `stalled`")
          .tag(Tag.of("reason", "deadline", "stalled", "given_up", "retired", "broke_off"));

  /** Look-ups in Redis. */
  public static final Metric CACHE_LOOKUPS =
      timer("ocr.cache.lookups", Role.BOTH, CACHE_BUCKETS, "Look-ups in Redis")
          .tags(CACHE_KIND, Tag.of("outcome", "hit", "miss", "outage", "invalid"));

  /** Writes to Redis. */
  public static final Metric CACHE_WRITES =
      timer("ocr.cache.writes", Role.BOTH, CACHE_BUCKETS, "Writes to Redis")
          .tags(CACHE_KIND, Tag.of("outcome", "stored", "kept", "outage"));

  /** Outages. */
  public static final Metric CACHE_OUTAGES =
      counter("ocr.cache.outages", "", Role.BOTH, "Commands that Redis did not answer")
          .tag(
              Tag.of(
                  "reason",
                  "disconnected",
                  "too_many_pending",
                  "breaker_open",
                  "deadline",
                  "connection_lost",
                  "refused"));

  /** Commands in flight. */
  public static final Metric CACHE_PENDING =
      gauge("ocr.cache.pending", "", Role.BOTH, "Commands to Redis without an answer yet").row();

  /** The connection. */
  public static final Metric CACHE_CONNECTED =
      gauge("ocr.cache.connected", "", Role.BOTH, "1 while there is a connection to Redis")
          .hint("0 for 2 minutes")
          .row();

  /** The breaker. */
  public static final Metric CACHE_BREAKER =
      gauge(
              "ocr.cache.breaker.state",
              "",
              Role.BOTH,
              "Circuit breaker before Redis: 0 closed, 1 half open, 2 open")
          .hint("2 for 2 minutes")
          .row();

  /** Entries. */
  public static final Metric REDIS_KEYS =
      gauge("ocr.redis.keys", "", Role.BOTH, "Entries in Redis; NaN while it does not answer")
          .row();

  /** Memory. */
  public static final Metric REDIS_MEMORY =
      gauge("ocr.redis.memory", "bytes", Role.BOTH, "Memory of Redis; NaN likewise").row();

  /** Uptime. */
  public static final Metric REDIS_UPTIME =
      gauge("ocr.redis.uptime", "seconds", Role.BOTH, "Since Redis started; NaN likewise")
          .hint("falls: Redis was restarted")
          .row();

  private Metrics() {}

  /** All rows, in the table's order. */
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

  /** A row that is being written; it is in the table once its tags are known. */
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
