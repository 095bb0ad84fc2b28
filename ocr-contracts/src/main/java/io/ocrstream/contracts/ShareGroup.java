/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/** The groups of workers that share a task topic (KIP-932). */
public enum ShareGroup {
  /** Finds out which bytes stand at a location. */
  IDENTIFY("ocr-identify", Topic.IDENTIFY, Topic.IDENTIFIED),
  /** Reads documents. */
  RECOGNISE("ocr-recognise", Topic.RECOGNISE, Topic.RECOGNISED);

  private final String groupId;
  private final Topic tasks;
  private final Topic completions;

  ShareGroup(String groupId, Topic tasks, Topic completions) {
    this.groupId = groupId;
    this.tasks = tasks;
    this.completions = completions;
  }

  /** The name on the broker. */
  public String groupId() {
    return groupId;
  }

  /** Where its work comes from. */
  public Topic tasks() {
    return tasks;
  }

  /** Where its work goes to. */
  public Topic completions() {
    return completions;
  }
}
