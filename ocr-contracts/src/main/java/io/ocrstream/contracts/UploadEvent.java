/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * "A document was uploaded": the value of {@code ocr.documents}.
 *
 * @param eventId names this event; its one answer carries it
 * @param documentId the sender's name of the document, key of the answer; the URI where none is
 *     given
 * @param uri where the bytes stand, see {@link Location#uri()}
 * @param contentHash what the sender says of the bytes; only ever used to look up
 * @param etag the object's entity tag; null when not known
 * @param contentType what the sender says of the type; the bytes decide
 * @param size bytes, as the sender says; null when not known
 * @param options how to read; null for the defaults
 * @param tag any text, echoed to the byte in the answer
 * @param tenant whose document it is; the cache and the work of one tenant are never seen by
 *     another; null where there is but one
 * @param deadline epoch milliseconds; past it the answer is {@link FailureCode#TIMED_OUT} and work
 *     that nobody else waits for is not begun; null for none
 */
public record UploadEvent(
    String eventId,
    String documentId,
    String uri,
    @Nullable ContentHash contentHash,
    @Nullable String etag,
    @Nullable String contentType,
    @Nullable Long size,
    @Nullable EventOptions options,
    @Nullable String tag,
    @Nullable String tenant,
    @Nullable Long deadline) {

  /** Where the bytes stand, which state of them is meant, and who asks. */
  @JsonIgnore
  public Location location() {
    return new Location(uri, etag, tenant);
  }
}
