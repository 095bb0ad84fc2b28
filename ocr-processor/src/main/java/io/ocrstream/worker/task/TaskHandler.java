/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

/**
 * Handles one kind of task.
 *
 * <p><b>Threading:</b> any number of slots call it at once. <b>Fails:</b> expected failures are
 * completions; an exception is a defect, which the slot turns into {@link #defect}.
 */
public interface TaskHandler {
  /**
   * Handles a task.
   *
   * @return the completion, as published on the topic
   * @throws InterruptedException if the slot gives up the task
   */
  byte[] handle(byte[] task) throws InterruptedException;

  /**
   * Returns the completion of a task that was delivered {@code deliveries} times without one. The
   * task is not tried again, because the cause would probably end this attempt too.
   */
  byte[] exhausted(byte[] task, int deliveries);

  /** Returns the completion of a task whose handling threw {@code cause}. */
  byte[] defect(byte[] task, Throwable cause);
}
