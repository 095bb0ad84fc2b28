/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import io.ocrstream.contracts.Result.Review;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds an answer as the page lists it, without the document's text.
 *
 * @param seq number of the answer in this process, from 1
 * @param at time of the answer, in epoch milliseconds
 * @param event the event's id, truncated
 * @param outcome {@code cache}, {@code ocr}, {@code coalesced} or {@code failure}
 * @param document the event's document id, truncated
 * @param location the document's location without user and query, truncated
 * @param hash hexadecimal hash of the bytes; null if unknown
 * @param ref an {@link AnswerPosition}; null for a failure
 * @param ms milliseconds from receipt of the event to the answer; null for a failure
 * @param figures figures of the result; null for a failure
 * @param review reasons why a person should check the result; empty if there are none
 * @param failure details of the failure; null for a result
 * @param text whether this process shows the text
 */
record AnswerRow(
    long seq,
    long at,
    String event,
    String outcome,
    String document,
    String location,
    @Nullable String hash,
    @Nullable String ref,
    @Nullable Long ms,
    @Nullable Figures figures,
    List<Review.Reason> review,
    @Nullable Failed failure,
    boolean text) {

  /**
   * Holds the figures of a result.
   *
   * @param pages number of requested pages
   * @param failedPages number of these pages that could not be read
   * @param words number of words on all pages
   * @param confidence 0 to 1; null if no word was read
   */
  record Figures(int pages, int failedPages, int words, @Nullable Double confidence) {}

  /**
   * Holds the details of a failure.
   *
   * @param fault where to fix the cause
   * @param retryable whether the same event may succeed later
   * @param attempts number of attempts
   * @param message a sentence for people
   * @param advice what to do about failures of this code
   */
  record Failed(
      String code, String fault, boolean retryable, int attempts, String message, String advice) {}

  AnswerRow withSeq(long number) {
    return new AnswerRow(
        number, at, event, outcome, document, location, hash, ref, ms, figures, review, failure,
        text);
  }
}
