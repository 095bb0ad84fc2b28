/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.client.OcrAnswer;

/**
 * Holds the figures of a run, which {@code --json} prints.
 *
 * @param events number of published events
 * @param results events answered with a result
 * @param failures events answered with a failure
 * @param cacheHits results from the cache
 * @param coalesced results of a reading that another event started
 * @param needsReview results that a person should check
 * @param recognised results of documents that an engine read
 * @param pages number of pages in all results
 * @param wallMs milliseconds from the first event to the last answer
 */
record RunTally(
    int events,
    int results,
    int failures,
    int cacheHits,
    int coalesced,
    int needsReview,
    int recognised,
    long pages,
    long wallMs) {
  static final RunTally ZERO = new RunTally(0, 0, 0, 0, 0, 0, 0, 0, 0);

  RunTally published(int more) {
    return new RunTally(
        events + more,
        results,
        failures,
        cacheHits,
        coalesced,
        needsReview,
        recognised,
        pages,
        wallMs);
  }

  RunTally with(OcrAnswer answer) {
    return answer.fold(this::withRead, failed -> withFailed(), unknown -> this);
  }

  RunTally lasting(long ms) {
    return new RunTally(
        events, results, failures, cacheHits, coalesced, needsReview, recognised, pages, ms);
  }

  /** Returns the number of events with an answer. */
  int answered() {
    return results + failures;
  }

  private RunTally withFailed() {
    return new RunTally(
        events,
        results,
        failures + 1,
        cacheHits,
        coalesced,
        needsReview,
        recognised,
        pages,
        wallMs);
  }

  private RunTally withRead(OcrAnswer.Read read) {
    int cache = 0;
    int joined = 0;
    int ocr = 0;
    switch (read.result().source()) {
      case CACHE -> cache = 1;
      case COALESCED -> joined = 1;
      case OCR -> ocr = 1;
    }
    return new RunTally(
        events,
        results + 1,
        failures,
        cacheHits + cache,
        coalesced + joined,
        needsReview + (read.result().needsReview() == null ? 0 : 1),
        recognised + ocr,
        pages + read.payload().pages().size(),
        wallMs);
  }
}
