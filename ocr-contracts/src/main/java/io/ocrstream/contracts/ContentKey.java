/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a recognition is of: which bytes, read in which way. The key of {@code ocr.recognise}, of
 * {@code ocr.recognised} and, behind {@code ocr:}, of the cache.
 *
 * @param hash the document's bytes
 * @param fingerprint engine, models, options and schema, see {@link EngineInfo#fingerprint()}
 * @param tenant whose document it is: the same bytes of two tenants are two readings, so that
 *     neither learns of the other's; null for what all share
 */
public record ContentKey(ContentHash hash, String fingerprint, @Nullable String tenant) {
  private static final Pattern TEXT =
      Pattern.compile("([0-9a-f]{64}):([0-9a-f]{16})(?::(" + Tenant.FORM + "))?");

  /** The key of what all share. */
  public ContentKey(ContentHash hash, String fingerprint) {
    this(hash, fingerprint, null);
  }

  /** Reads {@link #toString()}; empty for anything else. */
  public static Optional<ContentKey> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ContentKey(new ContentHash(matcher.group(1)), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /** The Redis key of the payload; a tenant's is covered before it is used. */
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
