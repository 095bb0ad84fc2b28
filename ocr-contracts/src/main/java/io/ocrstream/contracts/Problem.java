/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.util.Objects.requireNonNull;

/**
 * What kept a piece of work from succeeding.
 *
 * @param code the stable reason
 * @param message one sentence for people: never document text, URIs or credentials
 * @param attempts how often it was tried, from 1
 */
public record Problem(FailureCode code, String message, int attempts) {
  /** Checks that nothing is missing: Jackson leaves out what the bytes leave out. */
  public Problem {
    requireNonNull(code, "code");
    requireNonNull(message, "message");
  }

  /** A problem met at the first and only attempt. */
  public static Problem of(FailureCode code, String message) {
    return new Problem(code, message, 1);
  }

  /** The same after {@code n} attempts. */
  public Problem after(int n) {
    return new Problem(code, message, n);
  }
}
