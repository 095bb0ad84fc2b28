/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import io.ocrstream.contracts.RawJson;
import java.util.Map;

/**
 * Holds a response.
 *
 * @param outcome what it means, for the metrics
 * @param status the HTTP status
 * @param headers the headers besides content type and length
 * @param contentType the content type of the body
 * @param isFinal whether the same request always gets this response
 */
record GatewayResponse(
    Outcome outcome,
    int status,
    Map<String, String> headers,
    String contentType,
    RawJson body,
    boolean isFinal) {
  /** Lists what a response means. */
  enum Outcome {
    /** The document's reading. */
    RESULT,
    /** The document has no reading. */
    FAILURE,
    /** The answer is not there yet. */
    PENDING,
    /** The request is wrong. */
    REJECTED,
    /** The request may succeed later. */
    UNAVAILABLE
  }
}
