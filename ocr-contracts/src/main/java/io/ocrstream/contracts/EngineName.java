/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Lists the engines that an event may request; an installation may have only some of them. */
public enum EngineName {
  /** Chooses between the other engines page by page. */
  AUTO,
  /** Tesseract with its LSTM models. */
  TESSERACT,
  /** Text detection and recognition models with ONNX Runtime. */
  ONNX;

  /** Parses the JSON name; empty for other texts. */
  public static Optional<EngineName> parse(String name) {
    return Arrays.stream(values()).filter(v -> v.jsonName().equals(name)).findFirst();
  }

  @JsonCreator
  static EngineName fromJson(String name) {
    return parse(name).orElseThrow(() -> new IllegalArgumentException("unknown name"));
  }

  /** Returns the lower-case name, as in events and payloads. */
  @JsonValue
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
