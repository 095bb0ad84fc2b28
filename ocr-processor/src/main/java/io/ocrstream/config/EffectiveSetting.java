/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

/**
 * A setting as it holds, for logs and endpoints.
 *
 * @param key such as {@code ocr.cache.uri}
 * @param value as it may be shown: secrets are hidden
 * @param source where it came from: {@code default}, {@code file}, {@code environment}, {@code
 *     override}
 */
public record EffectiveSetting(String key, String value, String source) {
  /** Whether nobody gave it. */
  public boolean isDefault() {
    return source.equals(Given.Source.DEFAULT.label());
  }

  /** The line {@code key = value (source)}. */
  @Override
  public String toString() {
    return "%s = %s (%s)".formatted(key, value, source);
  }
}
