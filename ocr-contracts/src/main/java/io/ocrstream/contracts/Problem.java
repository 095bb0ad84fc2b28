/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.util.Objects.requireNonNull;

/**
 * Describes why a piece of work failed.
 *
 * @param code the stable code
 * @param message a message for people, without document text, URIs and credentials
 * @param attempts number of attempts, at least 1
 */
public record Problem(FailureCode code, String message, int attempts) {
  /** Checks required fields, because Jackson sets missing ones to null. */
  public Problem {
    requireNonNull(code, "code");
    requireNonNull(message, "message");
  }

  /** Creates the problem of a first and only attempt. */
  public static Problem of(FailureCode code, String message) {
    return new Problem(code, message, 1);
  }

  /** Returns this problem after {@code n} attempts. */
  public Problem after(int n) {
    return new Problem(code, message, n);
  }
}
