/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a recognition is of: which bytes, read in which way. The key of {@code ocr.recognise}, of
 * {@code ocr.recognised} and, behind {@code ocr:}, of the cache.
 *
 * @param hash the document's bytes
 * @param fingerprint engine, models, options and schema, see {@link EngineInfo#fingerprint()}
 */
public record ContentKey(ContentHash hash, String fingerprint) {
  private static final Pattern TEXT = Pattern.compile("([0-9a-f]{64}):([0-9a-f]{16})");

  /** Reads {@link #toString()}; empty for anything else. */
  public static Optional<ContentKey> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(new ContentKey(new ContentHash(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /** The Redis key of the payload. */
  public String cacheKey() {
    return "ocr:" + this;
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ContentKey fromJson(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not <sha256>:<fingerprint>"));
  }

  @Override
  @JsonValue
  public String toString() {
    return hash.hex() + ":" + fingerprint;
  }
}
