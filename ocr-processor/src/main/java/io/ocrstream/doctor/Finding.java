/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.doctor;

import io.ocrstream.contracts.Json;

/**
 * One line of the doctor's report.
 *
 * @param check what was checked, such as {@code redis}
 * @param level how bad it is
 * @param message what was found; after a problem, what to do
 */
public record Finding(String check, Level level, String message) {
  /** Tells how bad a finding is; later ones are worse. */
  public enum Level implements Json.Named {
    /** Nothing to do. */
    OK,
    /** The roles run, but slower, less safely, or not for long. */
    WARN,
    /** A role does not start, or answers events with failures. */
    FAIL
  }

  static Finding ok(String check, String message) {
    return new Finding(check, Level.OK, message);
  }

  static Finding warn(String check, String message) {
    return new Finding(check, Level.WARN, message);
  }

  static Finding fail(String check, String message) {
    return new Finding(check, Level.FAIL, message);
  }
}
