/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.Tenant;
import java.util.Locale;

/** Lists the text fields of an event, each with its limits. */
enum TextField {
  EVENT_ID(1, 512, false),
  /** The document id; it may be as long as a URI, which is its default. */
  DOCUMENT_ID(1, 8_192, false),
  URI(1, 8_192, false),
  /** The ETag; it becomes a request header, so it must not contain control characters. */
  ETAG(0, 1_024, false),
  CONTENT_TYPE(0, 255, false),
  TAG(0, 16_384, true),
  /** The tenant; it becomes part of cache keys. */
  TENANT(1, Tenant.MAX_CHARS, false);

  private final int minChars;
  private final int maxChars;
  private final boolean takesControls;
  private final String jsonName = name().toLowerCase(Locale.ROOT);

  TextField(int minChars, int maxChars, boolean takesControls) {
    this.minChars = minChars;
    this.maxChars = maxChars;
    this.takesControls = takesControls;
  }

  /** Returns the maximum length in UTF-16 code units. */
  int maxChars() {
    return maxChars;
  }

  String jsonName() {
    return jsonName;
  }

  /** Returns the requirement as a message for people. */
  String requirement() {
    return jsonName()
        + " must be a text of "
        + minChars
        + " to "
        + maxChars
        + " characters"
        + (takesControls ? "" : " without control characters");
  }

  boolean admits(JsonNode value) {
    return value.isTextual() && admits(value.textValue());
  }

  boolean admits(String text) {
    return text.length() <= maxChars
        && (minChars == 0 || !text.isBlank())
        && (takesControls || hasNoControls(text))
        && isWellFormed(text);
  }

  private static boolean hasNoControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the text has no lone surrogate, which has no UTF-8 encoding. */
  static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean isPair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!isPair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
