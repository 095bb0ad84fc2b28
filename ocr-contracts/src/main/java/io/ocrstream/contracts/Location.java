/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a document by its location and state.
 *
 * @param uri {@code s3://bucket/key?versionId=…}, {@code https://…} or {@code file:///…}; it may
 *     contain a signature, so it is never logged
 * @param etag the object's entity tag from its store, without quotes; null if unknown. It is not a
 *     content hash: entity tags of multipart and encrypted objects differ from it
 * @param tenant the tenant, or null for events without one; each tenant's locations are identified
 *     separately
 */
public record Location(String uri, @Nullable String etag, @Nullable String tenant) {
  /** Checks for a URI, because Jackson sets missing fields to null. */
  public Location {
    requireNonNull(uri, "uri");
  }

  /** Creates a location without a tenant. */
  public Location(String uri, @Nullable String etag) {
    this(uri, etag, null);
  }

  /** Returns the same location and state for the tenant {@code asking}. */
  public Location of(@Nullable String asking) {
    return new Location(uri, etag, asking);
  }

  /**
   * Returns whether the bytes at this location can never change, because it names an S3 version or
   * an entity tag. Only then may one identification answer events that arrive after it started. The
   * S3 version {@code null} does not count, because an unversioned bucket overwrites it.
   */
  @JsonIgnore
  public boolean isPinned() {
    return etag != null
        || (uri.startsWith("s3://")
            && uri.contains("?versionId=")
            && !uri.endsWith("?versionId=null"));
  }

  /** Returns 64 hex digits over URI, tag and tenant: the key of {@code ocr.identify}. */
  public String digest() {
    // A URI contains no line feed, so two locations never have the same input.
    String state = etag == null ? uri : uri + "\n" + etag;
    String text = tenant == null ? state : tenant + "\n\n" + state;
    return HexFormat.of().formatHex(ContentHash.newDigest().digest(text.getBytes(UTF_8)));
  }

  /** Returns the Redis key of the index from locations to content hashes. */
  public String cacheKey() {
    return Tenant.prefix(tenant) + "at:" + digest();
  }
}
