/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import org.jspecify.annotations.Nullable;

/**
 * An answer as the page lists it: nothing of the document's text.
 *
 * @param seq its number here, from 1
 * @param at when it was answered, epoch milliseconds
 * @param outcome {@code cache}, {@code ocr}, {@code coalesced} or {@code failure}
 * @param document the event's document id, cut short
 * @param location where it stood, without user and query, cut short
 * @param ms from receiving the event to answering it; null of a failure
 * @param figures what was read; null of a failure
 * @param failure what happened; null of a result
 * @param text whether its text is kept here
 */
record AnswerRow(
    long seq,
    long at,
    String outcome,
    String document,
    String location,
    @Nullable Long ms,
    @Nullable Figures figures,
    @Nullable Failed failure,
    boolean text) {

  /**
   * What was read.
   *
   * @param pages asked for
   * @param failedPages of these, not read
   * @param words on all of them
   * @param confidence 0 to 1; null when no word was read
   */
  record Figures(int pages, int failedPages, int words, @Nullable Double confidence) {}

  /**
   * What happened.
   *
   * @param code the stable reason
   * @param fault who can mend it
   * @param retryable whether the very same event may succeed later
   * @param attempts how often the work was tried
   * @param message one sentence for people
   */
  record Failed(String code, String fault, boolean retryable, int attempts, String message) {}

  AnswerRow withSeq(long number) {
    return new AnswerRow(number, at, outcome, document, location, ms, figures, failure, text);
  }
}
