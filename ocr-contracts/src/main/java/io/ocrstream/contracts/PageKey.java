/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Identifies the reading of a page's image: the image, and how it is read. With the prefix {@code
 * ocr:page:} it is the key of the page cache.
 *
 * @param digest hex digits over the decoded image, its size and resolution
 * @param fingerprint engine, models and languages; see {@link EngineInfo#pageFingerprint()}
 * @param tenant the page's tenant; null for pages without one
 */
public record PageKey(String digest, String fingerprint, @Nullable String tenant) {

  /** Returns the Redis key of the page; keys of tenants are hashed before use. */
  public String cacheKey() {
    return Tenant.prefix(tenant) + "page:" + digest + ":" + fingerprint;
  }
}
