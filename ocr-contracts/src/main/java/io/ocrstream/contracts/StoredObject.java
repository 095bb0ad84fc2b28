/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/**
 * Bytes that were too many for a record, kept in an object store instead.
 *
 * @param uri where they are
 * @param size bytes
 * @param hash of the bytes: whoever fetches them can tell whether they are the ones meant
 */
public record StoredObject(String uri, long size, ContentHash hash) {}
