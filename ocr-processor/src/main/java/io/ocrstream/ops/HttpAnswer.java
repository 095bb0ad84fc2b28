/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/**
 * Holds the answer of an endpoint.
 *
 * @param status the HTTP status
 * @param contentType the content type of the body
 * @param body the body, sent as UTF-8
 */
public record HttpAnswer(int status, String contentType, String body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Returns an answer of plain text. */
  public static HttpAnswer text(int status, String body) {
    return new HttpAnswer(status, "text/plain; charset=utf-8", body);
  }

  /** Returns an answer of a JSON object, in the map's order. */
  public static HttpAnswer json(int status, Map<String, ?> object) {
    try {
      return new HttpAnswer(status, "application/json", JSON.writeValueAsString(object) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of texts and numbers are always serializable", e);
    }
  }

  byte[] bytes() {
    return body.getBytes(UTF_8);
  }
}
