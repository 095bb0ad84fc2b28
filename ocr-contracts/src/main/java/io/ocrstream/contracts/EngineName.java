/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The engines that an event may ask for by name; a deployment need not have all of them. */
public enum EngineName {
  /** Both of the others, on each page as far as it needs them. */
  AUTO,
  /** Tesseract's LSTM models. */
  TESSERACT,
  /** Text detection and recognition models under ONNX Runtime. */
  ONNX;

  /** Reads the JSON name; empty for anything else. */
  public static Optional<EngineName> parse(String name) {
    return Arrays.stream(values()).filter(v -> v.jsonName().equals(name)).findFirst();
  }

  @JsonCreator
  static EngineName fromJson(String name) {
    return parse(name).orElseThrow(() -> new IllegalArgumentException("unknown name"));
  }

  /** Lower case, as in events and payloads. */
  @JsonValue
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
