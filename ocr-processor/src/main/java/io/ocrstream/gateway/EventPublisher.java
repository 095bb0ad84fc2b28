/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import io.ocrstream.client.OcrClient;
import io.ocrstream.contracts.UploadEvent;
import java.time.Duration;

/**
 * Publishes events and receives their answers.
 *
 * <p><b>Threading:</b> any.
 */
@FunctionalInterface
interface EventPublisher {
  /** Publishes an event, as {@link OcrClient#publish} does. */
  OcrClient.Submission publish(UploadEvent event, Duration timeout);
}
