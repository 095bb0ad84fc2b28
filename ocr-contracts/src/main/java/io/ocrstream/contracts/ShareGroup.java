/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/** Lists the share groups (KIP-932) of workers, each with its task topic. */
public enum ShareGroup {
  /** Identifies the bytes at locations. */
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

  /** Returns the group id without prefix. */
  public String groupId() {
    return groupId;
  }

  /** Returns the topic of its tasks. */
  public Topic tasks() {
    return tasks;
  }

  /** Returns the topic of its completions. */
  public Topic completions() {
    return completions;
  }
}
