/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What was done to a page's image before the reading that counts. */
public enum Preparation {
  /** Turned by quarters, as its letters stand. */
  TURNED,
  /** Turned by less than a quarter, as its lines run. */
  STRAIGHTENED,
  /** Made larger, because its letters were small. */
  UPSCALED,
  /** Its paper made evenly bright. */
  BACKGROUND_NORMALISED,
  /** Specks of salt-and-pepper noise taken out. */
  DESPECKLED,
  /** Light letters on dark paper made dark on light. */
  INVERTED,
  /** Told from its paper by a threshold for each tile. */
  TILED_THRESHOLD,
  /** Told from its paper by a threshold for each pixel. */
  ADAPTIVE_THRESHOLD,
  /** Patterns and colours of the ground, lighter than the ink, made white. */
  GROUND_WHITENED,
  /** Dots of a dot-matrix printer joined to strokes. */
  DOTS_JOINED;

  /** Reads the JSON name; empty for anything else. */
  public static Optional<Preparation> parse(String name) {
    return Arrays.stream(values()).filter(v -> v.jsonName().equals(name)).findFirst();
  }

  @JsonCreator
  static Preparation fromJson(String name) {
    return parse(name).orElseThrow(() -> new IllegalArgumentException("unknown name"));
  }

  /** Lower case, as in events and payloads. */
  @JsonValue
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
