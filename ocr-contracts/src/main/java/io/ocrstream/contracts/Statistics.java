/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the whole cluster answered in one minute, and since counting started. It is the value
 * of {@code ocr.stats}, keyed by {@link #key(long)}. The last record of a minute is valid. The last
 * record of the topic has the latest totals, for any minute.
 *
 * @param minute start of the minute, in epoch milliseconds
 * @param updatedAt time of this record, in epoch milliseconds
 * @param closed whether the minute is over. Counts of an instance that was disconnected may still
 *     arrive; one more record then includes them
 * @param figures figures of the minute
 * @param latency latency of the minute's results
 * @param since start of counting, in epoch milliseconds
 * @param totals figures since then
 */
public record Statistics(
    long minute,
    long updatedAt,
    boolean closed,
    Figures figures,
    Latency latency,
    long since,
    Figures totals) {
  /** Checks required fields, because Jackson sets missing ones to null. */
  public Statistics {
    requireNonNull(figures, "figures");
    requireNonNull(latency, "latency");
    requireNonNull(totals, "totals");
  }

  /** Returns the key of the minute that starts at {@code minute}, in ISO 8601 and UTC. */
  public static String key(long minute) {
    return Instant.ofEpochMilli(minute).toString();
  }

  /**
   * Counts events and records by outcome.
   *
   * @param hits results from the cache
   * @param ocr results that were read for their event
   * @param coalesced results that were read for another event
   * @param failures failures by {@link FailureCode}; absent codes did not occur
   * @param deadLetters records that are not events
   * @param pages pages of the results that were read for their event
   * @param engineSeconds engine time of the results
   */
  public record Figures(
      long hits,
      long ocr,
      long coalesced,
      Map<String, Long> failures,
      long deadLetters,
      long pages,
      EngineSeconds engineSeconds) {
    /** Sorts the failures, and checks required fields. */
    public Figures {
      requireNonNull(engineSeconds, "engine seconds");
      failures = Collections.unmodifiableMap(new TreeMap<>(failures));
    }

    /** Returns the number of failures of all codes. */
    public long failed() {
      return failures.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Sums the seconds of fetching and reading, from the payloads' {@code process_time}.
   *
   * @param spent seconds for results that were read for their event
   * @param saved seconds saved by cache hits and coalesced events
   */
  public record EngineSeconds(double spent, double saved) {}

  /**
   * Holds the latency of results from receipt to write; sources without results are absent.
   *
   * @param all results of every source
   * @param hits results from the cache
   * @param ocr results that were read for their event
   * @param coalesced results that were read for another event
   */
  public record Latency(
      @Nullable Percentiles all,
      @Nullable Percentiles hits,
      @Nullable Percentiles ocr,
      @Nullable Percentiles coalesced) {}

  /**
   * Holds upper bounds in milliseconds, which are at most one sixteenth too large.
   *
   * @param p50Ms median
   * @param p95Ms 95th percentile
   * @param p99Ms 99th percentile
   */
  public record Percentiles(long p50Ms, long p95Ms, long p99Ms) {}
}
