/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Location;
import org.jspecify.annotations.Nullable;

/**
 * An object as its store describes it.
 *
 * @param location the requested location, pinned to the state seen if the store names it
 * @param size in bytes, as reported by the store; null if unknown
 * @param hash the store's SHA-256 of the whole object; null if it has none
 */
public record Inspected(Location location, @Nullable Long size, @Nullable ContentHash hash) {}
