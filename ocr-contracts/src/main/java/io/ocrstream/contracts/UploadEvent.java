/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * Announces an uploaded document. It is the value of {@code ocr.documents}.
 *
 * @param eventId identifies this event; its only answer repeats it
 * @param documentId the sender's name of the document and key of the answer; the URI if absent
 * @param uri location of the bytes; see {@link Location#uri()}
 * @param contentHash the hash that the sender claims; only used for look-ups
 * @param etag the object's entity tag; null if unknown
 * @param contentType the type that the sender claims; the bytes decide
 * @param size number of bytes that the sender claims; null if unknown
 * @param options how to read; null for the defaults
 * @param tag any text; the answer repeats it unchanged
 * @param tenant the document's tenant, or null without tenants; cache entries and work of a tenant
 *     are never shared with another one
 * @param deadline epoch milliseconds; after it the answer is {@link FailureCode#TIMED_OUT}, and
 *     work that no other event needs does not start; null for none
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

  /** Returns an event with only the required fields. */
  public static UploadEvent of(String eventId, String documentId, String uri) {
    return new UploadEvent(
        eventId, documentId, uri, null, null, null, null, null, null, null, null);
  }

  /** Returns this event with a claimed hash; null for none. */
  public UploadEvent withContentHash(@Nullable ContentHash hash) {
    return new UploadEvent(
        eventId, documentId, uri, hash, etag, contentType, size, options, tag, tenant, deadline);
  }

  /** Returns this event with options; {@link EventOptions#DEFAULTS} are omitted. */
  public UploadEvent withOptions(EventOptions asked) {
    EventOptions given = asked.equals(EventOptions.DEFAULTS) ? null : asked;
    return new UploadEvent(
        eventId,
        documentId,
        uri,
        contentHash,
        etag,
        contentType,
        size,
        given,
        tag,
        tenant,
        deadline);
  }

  /** Returns this event of a tenant, with a tag and a deadline; null for none. */
  public UploadEvent with(
      @Nullable String newTenant, @Nullable String newTag, @Nullable Long newDeadline) {
    return new UploadEvent(
        eventId,
        documentId,
        uri,
        contentHash,
        etag,
        contentType,
        size,
        options,
        newTag,
        newTenant,
        newDeadline);
  }

  /** Returns the location with its state and tenant. */
  @JsonIgnore
  public Location location() {
    return new Location(uri, etag, tenant);
  }
}
