/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.UploadEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event that could not be answered at once, as it stands in repartition topics and among a
 * flight's waiters.
 *
 * @param event the event
 * @param options its options over the defaults
 * @param fingerprint of the reading it asks for
 * @param contentHash claimed or found; null when not known
 * @param publishedAt the event record's timestamp, epoch milliseconds
 * @param receivedAt when it was taken up, epoch milliseconds
 * @param partition of {@code ocr.documents}, where the event's record stands; -1 when not known
 * @param offset of that record; -1 when not known
 * @param traceparent the trace that the event belongs to (W3C Trace Context); null where it names
 *     none
 * @param lookAgain true if it came here although the cache may hold its answer: it was asked, and
 *     did not answer; null if not
 */
public record PendingEvent(
    UploadEvent event,
    OcrOptions options,
    String fingerprint,
    @Nullable ContentHash contentHash,
    long publishedAt,
    long receivedAt,
    int partition,
    long offset,
    @Nullable String traceparent,
    @Nullable Boolean lookAgain) {

  /**
   * The same, its content now known.
   *
   * @param isUnanswered whether the cache was asked for this content, and did not answer
   */
  public PendingEvent of(ContentHash hash, boolean isUnanswered) {
    return new PendingEvent(
        event,
        options,
        fingerprint,
        hash,
        publishedAt,
        receivedAt,
        partition,
        offset,
        traceparent,
        isUnanswered ? true : null);
  }

  /** Whether another look into the cache may find its answer. */
  public boolean looksAgain() {
    return Boolean.TRUE.equals(lookAgain);
  }
}
