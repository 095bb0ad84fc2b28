/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Tells where an answer came from. */
public enum Source {
  /** From the cache in Redis. */
  CACHE,
  /** From a reading for this event. */
  OCR,
  /** From a reading for another event that was running or had just finished. */
  COALESCED;

  @JsonCreator
  static Source fromJson(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Returns the lower-case name, as in results. */
  @JsonValue
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
