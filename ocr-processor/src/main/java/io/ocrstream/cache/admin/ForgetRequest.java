/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.admin;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Location;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be forgotten. With neither hashes nor a location, all of the tenant.
 *
 * @param hashes documents by their bytes: their payloads, and the locations that lead to them
 * @param location the index's entry of this location and state, and the document it leads to
 * @param tenant whose; null for what all share, and then there must be hashes or a location
 * @param pages whether all pages go too: they are kept by what they look like, and so cannot be
 *     told from those of other documents
 */
public record ForgetRequest(
    Set<ContentHash> hashes, @Nullable Location location, @Nullable String tenant, boolean pages) {
  /** Copies the set. */
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
