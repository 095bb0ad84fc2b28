/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;

/** Why a child ended. */
enum ExitReason {
  /** It exceeded the time limit of its work. */
  DEADLINE(FailureCode.TIMED_OUT, true, "The page exceeded its time limit"),
  /** It sent no heartbeats. */
  STALLED(FailureCode.TIMED_OUT, true, "The engine process sent no heartbeat"),
  /** The thread that waited for the work was interrupted. */
  GIVEN_UP(FailureCode.INTERNAL, false, "The work was cancelled"),
  /** It was idle and no longer needed. */
  RETIRED(FailureCode.INTERNAL, false, "The engine is closed"),
  /** It crashed or exited by itself, or violated the protocol. */
  BROKE_OFF(FailureCode.CRASHES_ENGINE, true, "The engine process died");

  /** Exit code of a process that was ended by SIGKILL, as Java reports it. */
  private static final int BY_SIGKILL = 128 + 9;

  private final FailureCode code;
  private final boolean worthAnother;
  private final String message;

  ExitReason(FailureCode code, boolean worthAnother, String message) {
    this.code = code;
    this.worthAnother = worthAnother;
    this.message = message;
  }

  /**
   * Returns the exception for the current work.
   *
   * @param exitCode exit code of the process
   */
  LostChildException lost(int exitCode) {
    String text = this == BROKE_OFF ? died(exitCode) : message;
    // SIGKILL comes from outside. When memory is short, the kernel may choose any process.
    FailureCode meant =
        this == BROKE_OFF && exitCode == BY_SIGKILL ? FailureCode.ENGINE_CRASHED : code;
    return new LostChildException(Problem.of(meant, text), worthAnother);
  }

  private String died(int exitCode) {
    return switch (exitCode) {
      case ChildMain.OUT_OF_MEMORY -> "The engine process ran out of memory";
      case BY_SIGKILL ->
          "The engine process was killed, possibly because the machine ran out of memory";
      default -> "The engine process died with exit code " + exitCode;
    };
  }
}
