/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * What the reading of a page's image is of: which image, read in which way. Behind {@code
 * ocr:page:} the key of the cache of pages.
 *
 * @param digest hex digits over the decoded image, its size and resolution
 * @param fingerprint engine, models and language, see {@link EngineInfo#pageFingerprint()}
 * @param tenant whose page it is; null for what all share
 */
public record PageKey(String digest, String fingerprint, @Nullable String tenant) {
  /** The key of what all share. */
  public PageKey(String digest, String fingerprint) {
    this(digest, fingerprint, null);
  }

  /** The Redis key of the page, as {@link ContentKey}'s. */
  public String cacheKey() {
    return Tenant.prefix(tenant) + "page:" + digest + ":" + fingerprint;
  }
}
