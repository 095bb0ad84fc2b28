/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.client.FileHash;
import io.ocrstream.contracts.ContentHash;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Holds a document to publish.
 *
 * @param documentId relative path or URI: the document id of its events
 * @param uri location from which the workers read it
 * @param file local file to hash; null if there is none
 * @param textName unique relative path of its text, ending in {@code .txt}
 */
public record Input(String documentId, String uri, @Nullable Path file, String textName) {
  /** Returns the hash for the document's events; null if they contain none. */
  @Nullable ContentHash hash(boolean wanted) throws IOException {
    return wanted && file != null ? FileHash.of(file) : null;
  }
}
