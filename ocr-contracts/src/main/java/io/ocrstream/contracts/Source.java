/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an answer came from. */
public enum Source {
  /** Redis had it. */
  CACHE,
  /** It was read for this event. */
  OCR,
  /** It was being read, or had just been read, for another event. */
  COALESCED;

  @JsonCreator
  static Source fromJson(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Lower case, as in results. */
  @JsonValue
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
