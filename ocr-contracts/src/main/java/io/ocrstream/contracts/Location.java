/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where a document stands, and which state of it is meant.
 *
 * @param uri {@code s3://bucket/key?versionId=…}, {@code https://…} or {@code file:///…}; may hold
 *     a signature, so it is never logged
 * @param etag the object's entity tag as its store gives it, without quotes; null when not known.
 *     Never a content hash: multipart and encrypted objects have other ones
 * @param tenant who asks: what stands there is found out for each tenant by itself; null for what
 *     all share
 */
public record Location(String uri, @Nullable String etag, @Nullable String tenant) {
  /** Checks that there is a URI: Jackson leaves out what the bytes leave out. */
  public Location {
    requireNonNull(uri, "uri");
  }

  /** A location of what all share. */
  public Location(String uri, @Nullable String etag) {
    this(uri, etag, null);
  }

  /** The same location and state, asked for by {@code asking}. */
  public Location of(@Nullable String asking) {
    return new Location(uri, etag, asking);
  }

  /**
   * Whether the bytes behind this location can never change: an S3 version or an entity tag is
   * named. Only then may one identification answer events that arrive after it began. S3's version
   * {@code null} is no version: it is what an unversioned bucket overwrites.
   */
  @JsonIgnore
  public boolean isPinned() {
    return etag != null
        || (uri.startsWith("s3://")
            && uri.contains("?versionId=")
            && !uri.endsWith("?versionId=null"));
  }

  /** 64 hex digits that stand for URI, tag and tenant: the key of {@code ocr.identify}. */
  public String digest() {
    // A line feed cannot stand in a URI, so no two locations share an input.
    String state = etag == null ? uri : uri + "\n" + etag;
    String text = tenant == null ? state : tenant + "\n\n" + state;
    return HexFormat.of().formatHex(ContentHash.newDigest().digest(text.getBytes(UTF_8)));
  }

  /** The Redis key of the index from locations to content hashes, as {@link ContentKey}'s. */
  public String cacheKey() {
    return Tenant.prefix(tenant) + "at:" + digest();
  }
}
