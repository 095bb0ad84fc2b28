/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static io.ocrstream.loadtest.chaos.StackCommand.Report.line;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocrstream.loadtest.bench.Series;
import io.ocrstream.loadtest.bench.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Holds the result of an overload, and which promises were kept.
 *
 * @param options options of the run
 * @param capacity documents per second of the workers' slots
 * @param load number of events with new documents
 * @param hits times of hits
 * @param samples samples of memory and backlog, in order
 * @param stability counts that must be zero
 * @param drain figures after the load
 * @param outcome result of the check
 */
record OverloadReport(
    OverloadOptions options,
    double capacity,
    long load,
    Hits hits,
    List<Sample> samples,
    Stability stability,
    Drain drain,
    AnswerCheck.Outcome outcome)
    implements StackCommand.Report {
  /** Maximum resident memory of a process in MiB: a heap of 384 MiB and the rest. */
  static final double MAX_RESIDENT_MIB = 768;

  /** Maximum growth of a process in MiB per minute after the first half, in long runs. */
  static final double MAX_GROWTH_MIB = 8;

  /** Minimum minutes of a run whose growth is judged; before, the JVM is still starting. */
  static final double GROWTH_MINUTES = 5;

  /** Maximum ratio of a hit's time under load to its idle time. */
  static final double MAX_RATIO = 3;

  /** Time of a hit in milliseconds that is always accepted. */
  static final double GOOD_MS = 100;

  /** Minimum share of the capacity after the load has stopped. */
  static final double DRAIN_SHARE = 0.8;

  private static final double MIB = 1 << 20;
  private static final double MINUTE = 60;

  /**
   * Holds times of hits.
   *
   * @param idle in milliseconds, without other load
   * @param loaded in milliseconds, in the overload
   * @param fromElsewhere number of hits not answered from the cache
   * @param refused number of events that the broker rejected, which need no answer
   */
  record Hits(Series idle, Series loaded, int fromElsewhere, int refused) {}

  /**
   * Holds one sample.
   *
   * @param second seconds since the load started
   * @param processorBytes resident bytes of the largest processor
   * @param workerBytes resident bytes of the largest worker, without its children
   * @param waiting number of load events without an answer
   */
  record Sample(double second, long processorBytes, long workerBytes, long waiting) {}

  /**
   * Counts what must not happen under load.
   *
   * @param rebalances rebalances of all processors
   * @param sentAgain tasks that were sent more than once
   * @param ended processes that ended by themselves
   */
  record Stability(int rebalances, int sentAgain, int ended) {}

  /**
   * Holds the figures after the load.
   *
   * @param waited events without an answer when the load stopped
   * @param left events without an answer when the run ended
   * @param seconds time between the two
   */
  record Drain(long waited, long left, double seconds) {
    double perSecond() {
      return (waited - left) / Math.max(seconds, 1e-3);
    }
  }

  /**
   * Holds a figure with a limit.
   *
   * @param name name in JSON
   * @param value the measured value
   * @param limit the limit
   * @param isKept whether the value is within the limit
   */
  record Promise(String name, double value, double limit, boolean isKept) {
    static Promise most(String name, double value, double limit) {
      return new Promise(name, value, limit, value <= limit);
    }

    static Promise least(String name, double value, double limit) {
      return new Promise(name, value, limit, value >= limit);
    }
  }

  @Override
  public boolean isKept() {
    return promises().stream().allMatch(Promise::isKept);
  }

  /** Returns every figure with a limit. */
  List<Promise> promises() {
    List<Promise> all = new ArrayList<>();
    all.add(Promise.most("lost", (double) (outcome.lost() - drain.left()), 0));
    all.add(Promise.most("doubled", outcome.doubled(), 0));
    all.add(Promise.most("answers_to_no_event", outcome.stray(), 0));
    all.add(Promise.most("not_true", outcome.wrong(), 0));
    all.add(Promise.most("failures", failures(), 0));
    all.add(Promise.most("rebalances", stability.rebalances(), 0));
    all.add(Promise.most("sent_again", stability.sentAgain(), 0));
    all.add(Promise.most("processes_ended", stability.ended(), 0));
    all.add(Promise.most("hits_not_from_cache", hits.fromElsewhere(), 0));
    all.add(hitTime("hit_p50_ms", 50));
    all.add(hitTime("hit_p99_ms", 99));
    memory(all, "processor", Sample::processorBytes);
    memory(all, "worker", Sample::workerBytes);
    if (drain.left() > 0) {
      all.add(Promise.least("drained_per_s", drain.perSecond(), DRAIN_SHARE * capacity));
    }
    return all;
  }

  private int failures() {
    return outcome.failures().values().stream().mapToInt(i -> i).sum();
  }

  private Promise hitTime(String name, double percent) {
    double limit = Math.max(GOOD_MS, MAX_RATIO * hits.idle().percentile(percent));
    return Promise.most(name, hits.loaded().percentile(percent), limit);
  }

  private void memory(List<Promise> all, String who, ToLongFunction<Sample> bytes) {
    double most = samples.stream().mapToLong(bytes).max().orElse(0) / MIB;
    all.add(Promise.most(who + "_resident_mib", most, MAX_RESIDENT_MIB));
    if (options.duration().toSeconds() >= GROWTH_MINUTES * MINUTE) {
      all.add(Promise.most(who + "_growth_mib_per_min", growth(bytes), MAX_GROWTH_MIB));
    }
  }

  private double growth(ToLongFunction<Sample> bytes) {
    List<Sample> late = samples.subList(samples.size() / 2, samples.size());
    return Trend.of(late, Sample::second, sample -> bytes.applyAsLong(sample) / MIB).slope()
        * MINUTE;
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "%8s %12s %14s %12s", "second", "waiting", "processor MiB", "worker MiB");
    for (Sample sample : samples) {
      line(
          text,
          "%8.0f %12d %14.0f %12.0f",
          sample.second(),
          sample.waiting(),
          sample.processorBytes() / MIB,
          sample.workerBytes() / MIB);
    }
    line(
        text,
        "capacity %.2f documents/s; %d events of new documents, %.1f times the capacity",
        capacity,
        load,
        load / (capacity * options.duration().toMillis() / 1e3));
    line(
        text,
        "hits: idle p50 %.0f, p99 %.0f, most %.0f ms; loaded p50 %.0f, p99 %.0f, most %.0f ms",
        hits.idle().percentile(50),
        hits.idle().percentile(99),
        hits.idle().max(),
        hits.loaded().percentile(50),
        hits.loaded().percentile(99),
        hits.loaded().max());
    if (hits.refused() > 0) {
      line(text, "%d events were rejected by the broker", hits.refused());
    }
    line(
        text,
        "%d waited when the load stopped, %d after %.0f s with a fast store: %.1f per second",
        drain.waited(),
        drain.left(),
        drain.seconds(),
        drain.perSecond());
    line(text, "%-30s %10s %10s", "promise", "is", "limit");
    for (Promise promise : promises()) {
      String verdict = promise.isKept() ? "" : "  BROKEN";
      line(
          text, "%-30s %10.1f %10.1f%s", promise.name(), promise.value(), promise.limit(), verdict);
    }
    outcome.findings().forEach(finding -> line(text, "! %s", finding));
    return text.toString();
  }

  @Override
  public String json() {
    ObjectNode all = new ObjectMapper().createObjectNode();
    all.put("seconds", options.duration().toSeconds()).put("factor", options.factor());
    all.put("capacity_per_s", capacity).put("load_events", load);
    all.put("events", outcome.events()).put("results", outcome.results());
    all.put("recognitions", outcome.tasks()).put("readings", outcome.readings());
    all.put("idle_hit_p50_ms", hits.idle().percentile(50));
    all.put("idle_hit_p99_ms", hits.idle().percentile(99));
    all.put("hit_most_ms", hits.loaded().max()).put("refused", hits.refused());
    all.put("waited", drain.waited()).put("left", drain.left());
    all.put("drain_seconds", drain.seconds());
    ObjectNode promises = all.putObject("promises");
    for (Promise promise : promises()) {
      promises
          .putObject(promise.name())
          .put("value", promise.value())
          .put("limit", promise.limit())
          .put("kept", promise.isKept());
    }
    return all.toString();
  }
}
