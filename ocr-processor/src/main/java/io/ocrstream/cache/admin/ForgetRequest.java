/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.admin;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Location;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects the entries to forget. Without hashes and without a location, it selects all entries of
 * the tenant.
 *
 * @param hashes content hashes of documents; selects their payloads and the locations that lead to
 *     them
 * @param location selects the index entry of this location and state, and the document that it
 *     leads to; null for none
 * @param tenant the tenant; null for shared entries, which requires hashes or a location
 * @param pages whether to select all pages of the tenant, or all shared pages, too. Pages are keyed
 *     by their image content, so they cannot be attributed to a document
 * @param md5s MD5s of documents, as hex digits; selects entries of the earlier service
 */
public record ForgetRequest(
    Set<ContentHash> hashes,
    @Nullable Location location,
    @Nullable String tenant,
    boolean pages,
    Set<String> md5s) {
  /**
   * Copies the sets.
   *
   * @throws IllegalArgumentException if nothing is selected
   */
  public ForgetRequest {
    hashes = Set.copyOf(hashes);
    md5s = Set.copyOf(md5s);
    if (hashes.isEmpty() && location == null && tenant == null && md5s.isEmpty()) {
      throw new IllegalArgumentException("names nothing");
    }
  }

  boolean isLegacyOnly() {
    return hashes.isEmpty() && location == null && tenant == null && !pages;
  }

  boolean isWholeTenant() {
    return hashes.isEmpty() && location == null && tenant != null;
  }
}
