/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

/** Lists the exit codes of all commands; {@code docs/exit-codes.md} is generated from them. */
public enum ExitCode {
  /** Success. */
  DONE(0, "Success. For `run` and `submit`: every event has a result, or was published"),
  /** Not a defect, but a partial or empty result. */
  NOT_ALL(1, "Some events were answered with failures, nothing was found, or a goal was missed"),
  /** The caller must correct the call. */
  USAGE(2, "Wrong usage or settings, or an unusable file, folder or port"),
  /** Another problem must be fixed first. */
  BROKEN(3, "Something failed, was not answered or is unavailable; a role needs a restart");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** Returns the exit code of the process. */
  public int code() {
    return code;
  }

  /** Returns the description for people, without full stop. */
  public String meaning() {
    return meaning;
  }
}
