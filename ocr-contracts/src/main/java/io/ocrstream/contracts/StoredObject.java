/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/**
 * References bytes in an object store that are too large for a record.
 *
 * @param uri location of the bytes
 * @param size number of bytes
 * @param hash hash of the bytes, so that a reader can verify them
 */
public record StoredObject(String uri, long size, ContentHash hash) {}
