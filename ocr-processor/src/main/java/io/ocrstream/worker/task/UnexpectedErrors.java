/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;

/** Problems for unexpected exceptions. */
final class UnexpectedErrors {
  private UnexpectedErrors() {}

  /**
   * Returns the problem for an exception. It names the exception's type only, because the message
   * may quote a document.
   */
  static Problem problem(Throwable cause) {
    return Problem.of(
        FailureCode.INTERNAL, "unexpected " + cause.getClass().getSimpleName() + " in a worker");
  }
}
