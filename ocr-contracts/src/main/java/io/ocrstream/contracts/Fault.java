/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who can mend a failure. */
public enum Fault {
  /** The bytes: another document would have been read. */
  DOCUMENT,
  /** The event: its sender asked for something that there is not. */
  REQUEST,
  /** A limit or a rule of this installation: its operator can change it. */
  POLICY,
  /** A part of the system: the same event may succeed later. */
  INFRASTRUCTURE;

  @JsonCreator
  static Fault fromJson(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Lower case, as in failures. */
  @JsonValue
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
