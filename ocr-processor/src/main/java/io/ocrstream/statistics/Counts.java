/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.statistics;

import static java.util.Objects.requireNonNull;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Statistics;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums of what was answered in some time. Adding is in any order and grouping, to the same sums:
 * times are whole milliseconds for that.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> as many counts as there are sources, buckets and
 * codes.
 */
public final class Counts {
  /** A payload that claims to have cost more is not believed: one lie would overflow all sums. */
  static final long MAX_COST_MS = 86_400_000;

  private static final double MS_OF_A_SECOND = 1e3;

  private final Map<Source, LatencyCounts> results = new EnumMap<>(Source.class);
  private final Map<String, Long> failures = new TreeMap<>();
  private long deadLetters;
  private long pages;
  private long spentMs;
  private long savedMs;

  /** Nothing yet. */
  public Counts() {
    for (Source source : Source.values()) {
      results.put(source, new LatencyCounts());
    }
  }

  /** The sums that {@link #bytes} wrote. */
  public static Counts of(byte[] bytes) {
    return CountsForm.read(bytes);
  }

  /** As few bytes as it takes. */
  public byte[] bytes() {
    return CountsForm.write(this);
  }

  /**
   * A result.
   *
   * @param tookMs from receipt to writing
   * @param costMs what it cost, or would have cost had it not been known; counted within 0 and
   *     {@link #MAX_COST_MS}
   */
  public void result(Source source, long tookMs, long costMs) {
    of(source).count(tookMs);
    long cost = Math.min(Math.max(0, costMs), MAX_COST_MS);
    if (source == Source.OCR) {
      spentMs += cost;
    } else {
      savedMs += cost;
    }
  }

  /** Pages were read. */
  public void pages(long read) {
    pages += read;
  }

  /** A failure. */
  public void failure(FailureCode code) {
    failures(code.name(), 1);
  }

  /** A record that was no event. */
  public void deadLetter() {
    deadLetters++;
  }

  /** The same and what {@code other} has. */
  public void add(Counts other) {
    results.forEach((source, counts) -> counts.add(other.of(source)));
    other.failures.forEach(this::failures);
    add(other.deadLetters, other.pages, other.spentMs, other.savedMs);
  }

  void add(long moreDeadLetters, long morePages, long moreSpentMs, long moreSavedMs) {
    deadLetters += moreDeadLetters;
    pages += morePages;
    spentMs += moreSpentMs;
    savedMs += moreSavedMs;
  }

  void failures(String code, long count) {
    failures.merge(code, count, Long::sum);
  }

  LatencyCounts of(Source source) {
    return requireNonNull(results.get(source));
  }

  Map<String, Long> failures() {
    return failures;
  }

  /** In the order of {@link #add(long, long, long, long)}. */
  long[] others() {
    return new long[] {deadLetters, pages, spentMs, savedMs};
  }

  /** As they are published. */
  public Statistics.Figures figures() {
    return new Statistics.Figures(
        of(Source.CACHE).total(),
        of(Source.OCR).total(),
        of(Source.COALESCED).total(),
        failures,
        deadLetters,
        pages,
        new Statistics.EngineSeconds(spentMs / MS_OF_A_SECOND, savedMs / MS_OF_A_SECOND));
  }

  /** As it is published. */
  public Statistics.Latency latency() {
    LatencyCounts all = new LatencyCounts();
    results.values().forEach(all::add);
    return new Statistics.Latency(
        all.percentiles(),
        of(Source.CACHE).percentiles(),
        of(Source.OCR).percentiles(),
        of(Source.COALESCED).percentiles());
  }
}
