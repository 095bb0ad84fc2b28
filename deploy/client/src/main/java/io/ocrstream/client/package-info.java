/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Publishes documents and receives their answers.
 *
 * <p>{@link io.ocrstream.client.OcrClient} does both and matches them. A service that does one of
 * them uses {@link io.ocrstream.client.OcrPublisher} or {@link io.ocrstream.client.AnswerStream}.
 */
@NullMarked
package io.ocrstream.client;

import org.jspecify.annotations.NullMarked;
