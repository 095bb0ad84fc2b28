/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Source;
import io.ocrstream.statistics.Counts;

/**
 * What a record on its way out means for the statistics. It goes no further than to the node beside
 * the one that made the record, so it has no form in bytes.
 */
@FunctionalInterface
public interface AnswerTally {
  /** Nothing: the record is no answer. */
  AnswerTally NOTHING = counts -> {};

  /** Counts it. */
  void addTo(Counts counts);

  /**
   * A result.
   *
   * @param tookMs from receipt to writing
   * @param costMs what it cost, or would have cost
   */
  static AnswerTally result(Source source, long tookMs, long costMs) {
    return counts -> counts.result(source, tookMs, costMs);
  }

  /** A result that was read for its event, in as many pages. */
  static AnswerTally read(long tookMs, long costMs, int pages) {
    return counts -> {
      counts.result(Source.OCR, tookMs, costMs);
      counts.pages(pages);
    };
  }

  /** A failure. */
  static AnswerTally failure(FailureCode code) {
    return counts -> counts.failure(code);
  }

  /** A record that was no event. */
  static AnswerTally deadLetter() {
    return Counts::deadLetter;
  }
}
