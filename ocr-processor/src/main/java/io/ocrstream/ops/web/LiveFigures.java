/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.concurrent.DaemonThreads;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Source;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the page's figures once a second, also without viewers, so that later viewers see the
 * past minutes.
 *
 * <p><b>Threading:</b> its own thread collects; {@link #message} and {@link #await} from any
 * thread.
 */
final class LiveFigures implements AutoCloseable {
  /** Interval between collections. */
  static final Duration PERIOD = Duration.ofSeconds(1);

  /** Time window of the latencies in the timeline. */
  private static final Duration RECENT = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(LiveFigures.class);

  /** Identifies this process; another process counts its answers anew. */
  private final String instance = UUID.randomUUID().toString();

  /** Name of the backlog among the further values. */
  static final String BACKLOG = "backlog";

  private final Figures figures;
  private final AnswerLog answers;
  private final Supplier<Map<String, ?>> more;
  private final Clock clock;
  private final long startedAt;
  private final Timeline timeline;
  private final Map<Source, Latencies> latencies = new EnumMap<>(Source.class);
  private final Map<Source, Latencies> recent = new EnumMap<>(Source.class);
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("page-figures"));

  // Guarded by this, like the wait for the next collection.
  private Map<String, @Nullable Object> latest = Map.of();
  private long looks;

  /**
   * Starts to collect.
   *
   * @param more further values for the page by name; must return at once
   */
  LiveFigures(
      MeterRegistry registry, AnswerLog answers, Supplier<Map<String, ?>> more, Clock clock) {
    this.figures = new Figures(registry);
    this.answers = answers;
    this.more = more;
    this.clock = clock;
    this.startedAt = clock.millis();
    this.timeline = new Timeline(figures.outcomes());
    for (Source source : Source.values()) {
      latencies.put(source, new Latencies());
      recent.put(source, new Latencies(RECENT));
    }
    var unused =
        looking.scheduleAtFixedRate(this::lookOrTell, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Collects once; a failure must not end the schedule. */
  private void lookOrTell() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.error("The figures of the web page could not be collected", e);
    }
  }

  private void look() {
    long now = clock.millis();
    Outcomes totals = figures.outcomes();
    Map<String, Latencies.Figures> took = sampled(latencies, now);
    Map<String, ?> cluster = more.get();
    timeline.sample(now, totals, levels(cluster, sampled(recent, now)));
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("instance", instance);
    state.put("now", now);
    state.put("started_at", startedAt);
    state.put("totals", totals);
    state.put("latency", took);
    Map<String, Long> failed = figures.failures();
    state.put("failures", failed);
    state.put("faults", faults(failed.keySet()));
    state.put("busy_slots", figures.busySlots());
    state.put("slots", figures.slots());
    state.putAll(cluster);
    state.put("step_ms", Timeline.STEP.toMillis());
    state.put("steps", timeline.steps().stream().map(LiveFigures::row).toList());
    publish(state);
  }

  private Map<String, Latencies.Figures> sampled(Map<Source, Latencies> windows, long now) {
    Map<String, Latencies.Figures> took = new LinkedHashMap<>();
    windows.forEach(
        (source, window) -> {
          figures.timer(source).ifPresent(timer -> window.sample(now, timer));
          window.figures().ifPresent(found -> took.put(source.jsonName(), found));
        });
    return took;
  }

  private Timeline.Levels levels(Map<String, ?> cluster, Map<String, Latencies.Figures> took) {
    Latencies.Figures hits = took.get(Source.CACHE.jsonName());
    Latencies.Figures reads = took.get(Source.OCR.jsonName());
    return new Timeline.Levels(
        cluster.get(BACKLOG) instanceof Map<?, ?> tasks ? sum(tasks) : null,
        figures.busySlots().get("recognise"),
        hits == null ? null : hits.p95(),
        reads == null ? null : reads.p50(),
        reads == null ? null : reads.p95());
  }

  /* Returns where to fix the causes of failures, by code. */
  private static Map<String, String> faults(Set<String> codes) {
    return Arrays.stream(FailureCode.values())
        .filter(code -> codes.contains(code.name()))
        .collect(Collectors.toMap(FailureCode::name, code -> code.fault().jsonName()));
  }

  private static @Nullable Long sum(Map<?, ?> tasks) {
    return tasks.isEmpty()
        ? null
        : tasks.values().stream().mapToLong(n -> n instanceof Long count ? count : 0).sum();
  }

  private static List<@Nullable Number> row(Timeline.Step step) {
    Outcomes counts = step.counts();
    Timeline.Levels levels = step.levels();
    return Arrays.asList(
        step.at(),
        counts.cache(),
        counts.ocr(),
        counts.coalesced(),
        counts.failure(),
        levels.backlog(),
        levels.busy(),
        rounded(levels.hit()),
        rounded(levels.typicalRead()),
        rounded(levels.slowRead()));
  }

  /* Tenths of a millisecond are enough for a chart. */
  private static @Nullable Double rounded(@Nullable Double ms) {
    return ms == null ? null : Math.round(10 * ms) / 10.0;
  }

  private synchronized void publish(Map<String, @Nullable Object> state) {
    latest = state;
    looks++;
    notifyAll();
  }

  /** Returns the id of the process and its count of answers. */
  String instance() {
    return instance;
  }

  /**
   * Waits for a collection after number {@code seen}.
   *
   * @return its number; {@code seen} if there was none within three periods
   */
  synchronized long await(long seen) throws InterruptedException {
    long until = System.nanoTime() + 3 * PERIOD.toNanos();
    while (looks <= seen && System.nanoTime() < until) {
      TimeUnit.NANOSECONDS.timedWait(this, until - System.nanoTime());
    }
    return Math.max(seen, looks);
  }

  /**
   * Holds the latest figures and the answers after a given one.
   *
   * @param json JSON on one line
   * @param seq number of the last answer in it
   */
  record Message(RawJson json, long seq) {}

  /**
   * Returns the latest figures.
   *
   * @param seq number of the last answer that the client has, 0 for none
   * @param steps maximum number of latest timeline steps
   */
  Message message(long seq, int steps) {
    Map<String, @Nullable Object> message = new LinkedHashMap<>(latest());
    List<AnswerRow> rows = answers.since(seq);
    message.put("answers", rows);
    if (message.get("steps") instanceof List<?> all) {
      message.put("steps", all.subList(Math.max(0, all.size() - steps), all.size()));
    }
    return new Message(
        RawJson.of(Json.write(message)), rows.isEmpty() ? seq : rows.get(rows.size() - 1).seq());
  }

  private synchronized Map<String, @Nullable Object> latest() {
    return latest;
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
