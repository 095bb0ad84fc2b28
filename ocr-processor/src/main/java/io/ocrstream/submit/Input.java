/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A document to publish.
 *
 * @param documentId relative path or URI: the document id of its events
 * @param uri where the workers read it
 * @param file where this process reads it to hash it; null if it is not a local file
 * @param textName relative path for its text, ending in {@code .txt}; no other input has the same
 */
public record Input(String documentId, String uri, @Nullable Path file, String textName) {}
