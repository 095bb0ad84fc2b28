/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;

/** Exceptions where none is expected. */
final class UnexpectedErrors {
  private UnexpectedErrors() {}

  /** The problem to answer with: the exception's type only, its message may quote a document. */
  static Problem problem(Throwable cause) {
    return Problem.of(
        FailureCode.INTERNAL, "unexpected " + cause.getClass().getSimpleName() + " in a worker");
  }
}
