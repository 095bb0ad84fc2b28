/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Tells whether bytes are one complete payload, and nothing else: they are spliced into a result as
 * they are, so half a payload, or two, would make a result that nobody can read.
 *
 * <p>Checked are the form of all of it, and presence and type of each required field of {@link
 * io.ocrstream.contracts.Payload}; what engine and pages hold is not. Unknown fields are tolerated.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> one pass without a tree; nesting and lengths by
 * Jackson's stream constraints. <b>Fails:</b> never.
 */
public final class PayloadCheck {
  // Without detection, bytes that look like UTF-16 are not read as such, but refused.
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
    // Jackson steps over a byte order mark, which must not stand inside a result.
    if (utf8.length < 2 || utf8[0] != '{' || utf8[utf8.length - 1] != '}') {
      return false;
    }
    try (JsonParser parser = JSON.createParser(utf8)) {
      return parser.nextToken() == JsonToken.START_OBJECT
          && hasRequiredFields(parser)
          && parser.nextToken() == null;
    } catch (IOException e) {
      // Truncated or not JSON: that is the answer.
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
    // A field that stands there twice makes up for none that is missing in what we write.
    return found == REQUIRED.size();
  }
}
