/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;

/** Why a child ended, as far as the worker had a hand in it. */
enum ExitReason {
  /** What it had in hand took longer than it may. */
  DEADLINE(FailureCode.TIMED_OUT, true, "The page took longer than it may."),
  /** It showed no sign of life. */
  STALLED(FailureCode.TIMED_OUT, true, "The engine's process stood still."),
  /** Whoever asked for the work has been told to stop. */
  GIVEN_UP(FailureCode.INTERNAL, false, "The work was given up."),
  /** It is idle, and not needed any more. */
  RETIRED(FailureCode.INTERNAL, false, "The engine is closed."),
  /** It broke off by itself, or said what it may not. */
  BROKE_OFF(FailureCode.CRASHES_ENGINE, true, "The engine's process died.");

  /** Exit codes of processes that a signal ended, as Java gives them. */
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
   * What it means for the work in hand.
   *
   * @param exitCode the process'
   */
  LostChildException lost(int exitCode) {
    String text = this == BROKE_OFF ? died(exitCode) : message;
    // SIGKILL comes from outside: of a machine short of memory, it may be meant for any process.
    FailureCode meant =
        this == BROKE_OFF && exitCode == BY_SIGKILL ? FailureCode.ENGINE_CRASHED : code;
    return new LostChildException(Problem.of(meant, text), worthAnother);
  }

  private String died(int exitCode) {
    return switch (exitCode) {
      case ChildMain.OUT_OF_MEMORY -> "The engine's process ran out of memory.";
      case BY_SIGKILL -> "The engine's process was killed, as by a machine out of memory.";
      default -> "The engine's process died with exit code " + exitCode + ".";
    };
  }
}
