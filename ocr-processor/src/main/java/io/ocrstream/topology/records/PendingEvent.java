/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.UploadEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event without an answer yet, as stored in repartition topics and among a flight's waiters.
 *
 * @param event the event
 * @param options the event's options merged over the defaults
 * @param fingerprint fingerprint of the requested reading
 * @param contentHash claimed by the event or found since; null if unknown
 * @param publishedAt timestamp of the event's record, epoch milliseconds
 * @param receivedAt when the intake processed the event, epoch milliseconds
 * @param partition partition of the event's record in {@code ocr.documents}; -1 if unknown
 * @param offset offset of that record; -1 if unknown
 * @param traceparent trace context of the event (W3C Trace Context); null if it has none
 * @param lookAgain true if the cache may hold the answer but did not reply; null otherwise
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
   * Returns a copy with the content hash.
   *
   * @param isUnanswered whether the cache may hold the answer but did not reply
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

  /** Returns whether another look-up in the cache may find the answer. */
  public boolean looksAgain() {
    return Boolean.TRUE.equals(lookAgain);
  }
}
