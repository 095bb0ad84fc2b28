/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the whole cluster answered in one minute, and since it began to count: the value of {@code
 * ocr.stats}, keyed by {@link #key(long)}. The last record of a minute holds; the last record of
 * the topic has the latest totals, whichever minute it is of.
 *
 * @param minute its beginning, epoch milliseconds
 * @param updatedAt when this was written, epoch milliseconds
 * @param closed whether the minute is over. What an instance counted before it was cut off may
 *     still come, and is then added in one more record
 * @param figures of the minute
 * @param latency of the minute's results
 * @param since when counting began, epoch milliseconds
 * @param totals since then
 */
public record Statistics(
    long minute,
    long updatedAt,
    boolean closed,
    Figures figures,
    Latency latency,
    long since,
    Figures totals) {
  /** Checks that nothing is missing: Jackson leaves out what the bytes leave out. */
  public Statistics {
    requireNonNull(figures, "figures");
    requireNonNull(latency, "latency");
    requireNonNull(totals, "totals");
  }

  /** The key of the minute that begins at {@code minute}: as ISO 8601 writes it, in UTC. */
  public static String key(long minute) {
    return Instant.ofEpochMilli(minute).toString();
  }

  /**
   * Events and records by what became of them, and what that took.
   *
   * @param hits results from the cache
   * @param ocr results that were read for their event
   * @param coalesced results that were read for another event
   * @param failures by {@link FailureCode}; codes that did not occur are left out
   * @param deadLetters records that were no event
   * @param pages of the results that were read for their event
   * @param engineSeconds what the results cost
   */
  public record Figures(
      long hits,
      long ocr,
      long coalesced,
      Map<String, Long> failures,
      long deadLetters,
      long pages,
      EngineSeconds engineSeconds) {
    /** Sorts the failures, and checks that nothing is missing. */
    public Figures {
      requireNonNull(engineSeconds, "engine seconds");
      failures = Collections.unmodifiableMap(new TreeMap<>(failures));
    }

    /** Failures of all codes. */
    public long failed() {
      return failures.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Seconds of fetching and reading, by the payloads' {@code process_time}.
   *
   * @param spent for results that were read for their event
   * @param saved the same of results that came from the cache or from another event's reading
   */
  public record EngineSeconds(double spent, double saved) {}

  /**
   * How long results took, from receipt to writing; what there was none of is left out.
   *
   * @param all of every source
   * @param hits of the cache
   * @param ocr read for their event
   * @param coalesced read for another event
   */
  public record Latency(
      @Nullable Percentiles all,
      @Nullable Percentiles hits,
      @Nullable Percentiles ocr,
      @Nullable Percentiles coalesced) {}

  /**
   * Upper bounds in milliseconds: never too small, and at most one sixteenth too large.
   *
   * @param p50Ms half of the results took no longer
   * @param p95Ms 95 in a hundred took no longer
   * @param p99Ms 99 in a hundred took no longer
   */
  public record Percentiles(long p50Ms, long p95Ms, long p99Ms) {}
}
