/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Source;
import io.ocrstream.statistics.Counts;

/**
 * The contribution of an outgoing record to the statistics. The tally reaches only the counting
 * node beside the processor that created the record, so it is never serialised.
 */
@FunctionalInterface
public interface AnswerTally {
  /** Counts nothing, for a record that is not an answer. */
  AnswerTally NOTHING = counts -> {};

  /** Adds this tally to {@code counts}. */
  void addTo(Counts counts);

  /**
   * Returns the tally of a result.
   *
   * @param tookMs milliseconds from receipt of the event to its answer
   * @param costMs engine milliseconds that the result cost, or would have cost without the cache or
   *     coalescing
   */
  static AnswerTally result(Source source, long tookMs, long costMs) {
    return counts -> counts.result(source, tookMs, costMs);
  }

  /** Returns the tally of a result that was read for this event, with its number of pages. */
  static AnswerTally read(long tookMs, long costMs, int pages) {
    return counts -> {
      counts.result(Source.OCR, tookMs, costMs);
      counts.pages(pages);
    };
  }

  /** Returns the tally of a failure. */
  static AnswerTally failure(FailureCode code) {
    return counts -> counts.failure(code);
  }

  /** Returns the tally of a record that is not an event. */
  static AnswerTally deadLetter() {
    return Counts::deadLetter;
  }
}
