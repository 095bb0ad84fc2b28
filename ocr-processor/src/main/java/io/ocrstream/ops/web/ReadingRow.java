/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import org.jspecify.annotations.Nullable;

/**
 * Holds a document that a worker in this process reads, as the page lists it.
 *
 * @param document name of the document; the location without credentials if it has no other
 * @param hash hexadecimal hash of the bytes
 * @param startedAt start of the reading, in epoch milliseconds
 * @param pages number of requested pages; null until known
 * @param done number of finished pages
 */
public record ReadingRow(
    String document, String hash, long startedAt, @Nullable Integer pages, int done) {}
