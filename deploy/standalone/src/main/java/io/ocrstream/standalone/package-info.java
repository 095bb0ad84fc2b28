/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Runs everything in one process: an embedded Kafka and Redis, publishing of documents, and
 * collecting of answers. It implements {@code ./ocr run}; production does not need it.
 */
@NullMarked
package io.ocrstream.standalone;

import org.jspecify.annotations.NullMarked;
