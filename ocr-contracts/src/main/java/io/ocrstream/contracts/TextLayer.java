/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What is made of the text that a document carries itself. A page whose own text is used says so as
 * its source; its words, and so the page, have confidence 1, because nothing was guessed, and a
 * page without words has none.
 */
public enum TextLayer {
  /**
   * A page's own text where it is sound; the engine where it is missing, garbled, hidden under a
   * picture (an earlier reading, of unknown quality), or beside a picture larger than it.
   */
  AUTO,
  /**
   * Only the document's own text, hidden text included, whatever it is worth; no page is read by an
   * engine. A page without any is an empty page. A file of a type that carries no text, such as an
   * image, is refused with {@link FailureCode#UNSUPPORTED_OPTION}.
   */
  FORCE,
  /** None of it; every page is read by the engine. */
  NEVER;

  /** Reads the JSON name; empty for anything else. */
  public static Optional<TextLayer> parse(String name) {
    return Arrays.stream(values()).filter(v -> v.jsonName().equals(name)).findFirst();
  }

  @JsonCreator
  static TextLayer fromJson(String name) {
    return parse(name).orElseThrow(() -> new IllegalArgumentException("unknown name"));
  }

  /** Lower case, as in events and payloads. */
  @JsonValue
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
