/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Tells which engine's reading of a page was kept, and why.
 *
 * @param engine the engine; {@code auto} if both read it together, line by line
 * @param reason why its reading was kept
 */
public record Choice(EngineName engine, Reason reason) {
  /** Lists the reasons for keeping a reading. */
  public enum Reason {
    /** The first reading was not doubtful or found a blank page, so there was no second one. */
    SURE,
    /** The second engine does not support the page's script. */
    LANGUAGE,
    /** The reading is expected to have fewer errors than the other one. */
    FEWER_ERRORS;

    @JsonCreator
    static Reason fromJson(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Returns the lower-case name, as in payloads. */
    @JsonValue
    public String jsonName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
