/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Location;
import org.jspecify.annotations.Nullable;

/**
 * An object as its store describes it.
 *
 * @param location the location asked for, pinned to the state seen where the store names it
 * @param size bytes as the store says; null where it does not
 * @param hash the store's own SHA-256 over the whole object; null where it has none
 */
public record Inspected(Location location, @Nullable Long size, @Nullable ContentHash hash) {}
