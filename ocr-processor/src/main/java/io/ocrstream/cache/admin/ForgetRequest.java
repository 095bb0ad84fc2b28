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
 */
public record ForgetRequest(
    Set<ContentHash> hashes, @Nullable Location location, @Nullable String tenant, boolean pages) {
  /**
   * Copies {@code hashes}.
   *
   * @throws IllegalArgumentException if nothing is selected
   */
  public ForgetRequest {
    hashes = Set.copyOf(hashes);
    if (hashes.isEmpty() && location == null && tenant == null) {
      throw new IllegalArgumentException("names nothing");
    }
  }

  boolean isWholeTenant() {
    return hashes.isEmpty() && location == null;
  }
}
