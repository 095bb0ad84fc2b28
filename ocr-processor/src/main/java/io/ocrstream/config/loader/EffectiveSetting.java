/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

/**
 * Holds the value of a setting that is in use, for logs and endpoints.
 *
 * @param key such as {@code ocr.cache.uri}
 * @param value the printable value; secrets are replaced
 * @param source where the value came from: {@code default}, {@code file}, {@code environment} or
 *     {@code override}
 */
public record EffectiveSetting(String key, String value, String source) {
  /** Returns whether no source sets this key. */
  public boolean isDefault() {
    return source.equals(SourceValue.Source.DEFAULT.label());
  }

  /** Returns {@code key = value (source)}. */
  @Override
  public String toString() {
    return "%s = %s (%s)".formatted(key, value, source);
  }
}
