/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/**
 * What the reading of a page's image is of: which image, read in which way. Behind {@code
 * ocr:page:} the key of the cache of pages.
 *
 * @param digest hex digits over the decoded image, its size and resolution
 * @param fingerprint engine, models and language, see {@link EngineInfo#pageFingerprint()}
 */
public record PageKey(String digest, String fingerprint) {
  /** The Redis key of the page. */
  public String cacheKey() {
    return "ocr:page:" + digest + ":" + fingerprint;
  }
}
