/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an answer holds beyond its figures. The closed list of the event's {@code outputs}. */
public enum Output {
  /** Text and confidence of the document and of each page. Always there. */
  TEXT,
  /** Also each word with its box and confidence. */
  WORDS;

  /** Reads the JSON name; empty for anything else. */
  public static Optional<Output> parse(String name) {
    return Arrays.stream(values()).filter(o -> o.jsonName().equals(name)).findFirst();
  }

  @JsonCreator
  static Output fromJson(String name) {
    return parse(name).orElseThrow(() -> new IllegalArgumentException("unknown output"));
  }

  /** Lower case, as in events and payloads. */
  @JsonValue
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
