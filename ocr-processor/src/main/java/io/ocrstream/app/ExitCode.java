/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

/** Exit codes of every command; {@code docs/exit-codes.md} shows them. */
public enum ExitCode {
  /** All went well. */
  DONE(0, "Done. Of `run` and `submit`: every event has a result, or was published"),
  /** Not a defect, but not what was hoped for. */
  NOT_ALL(1, "Some events were answered by failures; nothing was found; a goal was missed"),
  /** The caller's to correct. */
  USAGE(2, "Wrong usage or settings; a file, folder or port that cannot be used"),
  /** Something else has to be repaired first. */
  BROKEN(
      3, "Something broke, went unanswered or cannot be reached; a role has to be started again");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** What the process ends with. */
  public int code() {
    return code;
  }

  /** For people. */
  public String meaning() {
    return meaning;
  }
}
