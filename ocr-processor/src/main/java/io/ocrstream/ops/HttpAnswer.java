/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/**
 * What an endpoint answers.
 *
 * @param status of HTTP
 * @param contentType of the body
 * @param body in UTF-8
 */
public record HttpAnswer(int status, String contentType, String body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Plain text. */
  public static HttpAnswer text(int status, String body) {
    return new HttpAnswer(status, "text/plain; charset=utf-8", body);
  }

  /** A JSON object, in the map's own order. */
  public static HttpAnswer json(int status, Map<String, ?> object) {
    try {
      return new HttpAnswer(status, "application/json", JSON.writeValueAsString(object) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of texts and numbers can be written", e);
    }
  }

  byte[] bytes() {
    return body.getBytes(UTF_8);
  }
}
