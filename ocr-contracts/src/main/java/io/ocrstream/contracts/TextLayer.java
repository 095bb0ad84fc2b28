/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Lists the uses of the text that a document contains itself. A page whose own text is used has
 * this as its source. Its words and the page have confidence 1, because nothing was recognised; a
 * page without words has no confidence.
 */
public enum TextLayer {
  /**
   * Uses a page's own text if it is sound. The engine reads the page if the text is missing,
   * garbled, hidden under an image (an earlier OCR of unknown quality) or next to an image that is
   * larger than the text.
   */
  AUTO,
  /**
   * Uses only the document's own text, including hidden text of any quality; no engine reads a
   * page. A page without text is empty. A file of a type without text, such as an image, is
   * rejected with {@link FailureCode#UNSUPPORTED_OPTION}.
   */
  FORCE,
  /** Ignores the document's own text; the engine reads every page. */
  NEVER;

  /** Parses the JSON name; empty for other texts. */
  public static Optional<TextLayer> parse(String name) {
    return Arrays.stream(values()).filter(v -> v.jsonName().equals(name)).findFirst();
  }

  @JsonCreator
  static TextLayer fromJson(String name) {
    return parse(name).orElseThrow(() -> new IllegalArgumentException("unknown name"));
  }

  /** Returns the lower-case name, as in events and payloads. */
  @JsonValue
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
