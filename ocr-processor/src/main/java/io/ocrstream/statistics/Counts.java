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
 * Sums the answers of a period. Sums do not depend on order or grouping, because times are whole
 * milliseconds.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> one count per source, bucket and code.
 */
public final class Counts {
  /** Maximum cost of a payload, in milliseconds; a larger claim would overflow all sums. */
  static final long MAX_COST_MS = 86_400_000;

  private static final double MS_OF_A_SECOND = 1e3;

  private final Map<Source, LatencyCounts> results = new EnumMap<>(Source.class);
  private final Map<String, Long> failures = new TreeMap<>();
  private long deadLetters;
  private long pages;
  private long spentMs;
  private long savedMs;

  /** Creates empty counts. */
  public Counts() {
    for (Source source : Source.values()) {
      results.put(source, new LatencyCounts());
    }
  }

  /** Reads the counts that {@link #bytes} wrote. */
  public static Counts of(byte[] bytes) {
    return CountsForm.read(bytes);
  }

  /** Returns the compact form. */
  public byte[] bytes() {
    return CountsForm.write(this);
  }

  /**
   * Counts a result.
   *
   * @param tookMs milliseconds from receipt to write
   * @param costMs milliseconds that the result cost, or would have cost without the cache; clamped
   *     to 0 through {@link #MAX_COST_MS}
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

  /** Counts pages that were read. */
  public void pages(long read) {
    pages += read;
  }

  /** Counts a failure. */
  public void failure(FailureCode code) {
    failures(code.name(), 1);
  }

  /** Counts a record that is not an event. */
  public void deadLetter() {
    deadLetters++;
  }

  /** Adds the counts of {@code other}. */
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

  /** Returns the other counts in the order of {@link #add(long, long, long, long)}. */
  long[] others() {
    return new long[] {deadLetters, pages, spentMs, savedMs};
  }

  /** Returns the figures as they are published. */
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

  /** Returns the latency percentiles as they are published. */
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
