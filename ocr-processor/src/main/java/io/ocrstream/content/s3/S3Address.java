/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import io.ocrstream.content.UriText;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The object that an {@code s3:} URI names: {@code s3://bucket/key?versionId=version}.
 *
 * <p>The key is the path after its first slash, decoded to bytes: {@code +} is a plus, {@code %20}
 * a space, {@code %2B} a plus, {@code %25} a percent sign, {@code %3F} a question mark and {@code
 * %23} a hash. Empty and dotted segments are kept. Non-ASCII letters may be escaped (as UTF-8) or
 * plain. The query may contain {@code versionId} once and nothing else. A fragment is not allowed.
 *
 * @param bucket as in the URI
 * @param key not empty
 * @param versionId null for the newest version
 */
record S3Address(String bucket, String key, @Nullable String versionId) {
  private static final String VERSION = "versionId=";

  /* S3's version ID of an object written without versioning, which a later write replaces. */
  private static final String NULL_VERSION = "null";

  /** Parses a URI with the scheme {@code s3}; empty if it is not as described. */
  static Optional<S3Address> parse(URI uri) {
    String bucket = uri.getRawAuthority();
    String path = uri.getRawPath();
    String query = uri.getRawQuery();
    if (bucket == null || path == null || path.length() < 2 || uri.getRawFragment() != null) {
      return Optional.empty();
    }
    try {
      String key = UriText.decode(path.substring(1));
      if (query == null) {
        return Optional.of(new S3Address(bucket, key, null));
      }
      return version(query).map(version -> new S3Address(bucket, key, version));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> version(String query) {
    return query.startsWith(VERSION) && query.length() > VERSION.length() && !query.contains("&")
        ? Optional.of(UriText.decode(query.substring(VERSION.length())))
        : Optional.empty();
  }

  /**
   * Returns the URI of the version {@code seen} of the object at {@code uri}; empty if it pins
   * nothing.
   */
  Optional<String> pin(String uri, @Nullable String seen) {
    if (seen == null || seen.isEmpty() || seen.equals(NULL_VERSION)) {
      return Optional.empty();
    }
    return Optional.of(versionId == null ? uri + "?" + VERSION + UriText.encode(seen) : uri);
  }
}
