/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Which engine's reading of a page was kept, and why.
 *
 * @param engine the engine; {@code auto} where both read it together, line by line
 * @param reason why its reading was kept
 */
public record Choice(EngineName engine, Reason reason) {
  /** Why a reading was kept. */
  public enum Reason {
    /** The first reading left no doubt, or found a blank page, so there was no second one. */
    SURE,
    /** The page's script is none that the second engine reads. */
    LANGUAGE,
    /** Of two readings, it promises fewer errors. */
    FEWER_ERRORS;

    @JsonCreator
    static Reason fromJson(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Lower case, as in payloads. */
    @JsonValue
    public String jsonName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
