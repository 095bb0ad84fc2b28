/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is made of the text that a document carries itself. */
public enum TextLayer {
  /** A page's own text where it is sound; the engine where it is missing, garbled or an image. */
  AUTO,
  /** Only the document's own text; no page is read by an engine. */
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
