/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Validates that bytes are exactly one complete payload. Payloads are spliced into results
 * unchanged, so half a payload, or two, would make a result unreadable.
 *
 * <p>The check covers the JSON syntax of all bytes, and the presence and type of each required
 * field of {@link io.ocrstream.contracts.Payload}. It does not cover the content of the engine and
 * of the pages. Unknown fields are allowed.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> one pass without a tree; Jackson's stream constraints
 * limit nesting and lengths. <b>Fails:</b> never.
 */
public final class PayloadCheck {
  // Without charset detection, bytes that look like UTF-16 are rejected.
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

  private static final Map<String, Predicate<JsonToken>> REQUIRED =
      Map.of(
          "text", token -> token == JsonToken.VALUE_STRING,
          "confidence", token -> token.isNumeric() || token == JsonToken.VALUE_NULL,
          "process_time", JsonToken::isNumeric,
          "word_count", token -> token == JsonToken.VALUE_NUMBER_INT,
          "timestamp", token -> token == JsonToken.VALUE_NUMBER_INT,
          "status", token -> token == JsonToken.VALUE_STRING,
          "engine", token -> token == JsonToken.START_OBJECT,
          "pages", token -> token == JsonToken.START_ARRAY);

  private PayloadCheck() {}

  public static boolean isPayload(byte[] utf8) {
    // Jackson skips a byte order mark, which must not appear inside a result.
    if (utf8.length < 2 || utf8[0] != '{' || utf8[utf8.length - 1] != '}') {
      return false;
    }
    try (JsonParser parser = JSON.createParser(utf8)) {
      return parser.nextToken() == JsonToken.START_OBJECT
          && hasRequiredFields(parser)
          && parser.nextToken() == null;
    } catch (IOException e) {
      // The value is truncated or not JSON, so it is not a payload.
      return false;
    }
  }

  private static boolean hasRequiredFields(JsonParser parser) throws IOException {
    int found = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Predicate<JsonToken> type = REQUIRED.get(parser.currentName());
      JsonToken value = parser.nextToken();
      if (type != null) {
        if (!type.test(value)) {
          return false;
        }
        found++;
      }
      parser.skipChildren();
    }
    // A duplicate field could make up for a missing one, but payloads that this code writes have
    // neither.
    return found == REQUIRED.size();
  }
}
