/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Lists the preprocessing steps of a page's image before the reading that was kept. */
public enum Preparation {
  /** Rotated by a multiple of 90 degrees to make the text upright. */
  TURNED,
  /** Rotated by less than 90 degrees to make the lines horizontal. */
  STRAIGHTENED,
  /** Enlarged, because the letters were small. */
  UPSCALED,
  /** Background levels evened out. */
  BACKGROUND_NORMALISED,
  /** Salt-and-pepper noise removed. */
  DESPECKLED,
  /** Inverted from light text on a dark background. */
  INVERTED,
  /** Binarised with a threshold per tile. */
  TILED_THRESHOLD,
  /** Binarised with a threshold per pixel. */
  ADAPTIVE_THRESHOLD,
  /** Patterns and colours of the background that are lighter than the ink made white. */
  GROUND_WHITENED,
  /** Dots of a dot-matrix printer joined to strokes. */
  DOTS_JOINED;

  /** Parses the JSON name; empty for other texts. */
  public static Optional<Preparation> parse(String name) {
    return Arrays.stream(values()).filter(v -> v.jsonName().equals(name)).findFirst();
  }

  @JsonCreator
  static Preparation fromJson(String name) {
    return parse(name).orElseThrow(() -> new IllegalArgumentException("unknown name"));
  }

  /** Returns the lower-case name, as in payloads. */
  @JsonValue
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
