/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Tells where to fix the cause of a failure. */
public enum Fault {
  /** In the document: another document would have been read. */
  DOCUMENT,
  /** In the event: its sender requested something that does not exist. */
  REQUEST,
  /** In a limit or rule of this installation, which its operator can change. */
  POLICY,
  /** In a part of the system: the same event may succeed later. */
  INFRASTRUCTURE;

  @JsonCreator
  static Fault fromJson(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Returns the lower-case name, as in failures. */
  @JsonValue
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
