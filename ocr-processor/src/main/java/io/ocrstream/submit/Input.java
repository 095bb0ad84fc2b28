/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

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
public record Input(String documentId, String uri, @Nullable Path file, String textName) {}
