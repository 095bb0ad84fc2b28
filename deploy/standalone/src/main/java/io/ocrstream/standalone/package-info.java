/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Everything in one process: an embedded Kafka and Redis, documents published to them, answers
 * collected. What {@code ./ocr run} is; nothing here is needed in production.
 */
@NullMarked
package io.ocrstream.standalone;

import org.jspecify.annotations.NullMarked;
