/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a reading: the bytes, and how they are read. It is the key of {@code ocr.recognise}
 * and {@code ocr.recognised}, and with the prefix {@code ocr:} the cache key.
 *
 * @param hash hash of the document's bytes
 * @param fingerprint engine, models, options and schema; see {@link EngineInfo#fingerprint()}
 * @param tenant the document's tenant, or null for documents without one. Equal bytes of two
 *     tenants have two readings, so that no tenant learns about the documents of another one
 */
public record ContentKey(ContentHash hash, String fingerprint, @Nullable String tenant) {
  private static final Pattern TEXT =
      Pattern.compile("([0-9a-f]{64}):([0-9a-f]{16})(?::(" + Tenant.FORM + "))?");

  /** Creates the key of a document without a tenant. */
  public ContentKey(ContentHash hash, String fingerprint) {
    this(hash, fingerprint, null);
  }

  /** Parses {@link #toString()}; empty for other texts. */
  public static Optional<ContentKey> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ContentKey(new ContentHash(matcher.group(1)), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /** Returns the Redis key of the payload; keys of tenants are hashed before use. */
  public String cacheKey() {
    return Tenant.prefix(tenant) + hash.hex() + ":" + fingerprint;
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ContentKey fromJson(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not <sha256>:<fingerprint>[:<tenant>]"));
  }

  @Override
  @JsonValue
  public String toString() {
    return hash.hex() + ":" + fingerprint + (tenant == null ? "" : ":" + tenant);
  }
}
