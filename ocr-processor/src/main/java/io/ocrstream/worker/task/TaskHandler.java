/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

/**
 * Does one kind of work.
 *
 * <p><b>Threading:</b> any number of slots call it at once. <b>Fails:</b> expected failures are
 * completions; an exception is a defect, which the slot turns into {@link #defect}.
 */
public interface TaskHandler {
  /**
   * Does the work of a task.
   *
   * @return the completion, as it will stand on the topic
   * @throws InterruptedException if the slot gives the task up
   */
  byte[] handle(byte[] task) throws InterruptedException;

  /**
   * The completion of a task that was delivered {@code deliveries} times without one. It is not
   * tried again: whatever ended the others would end this one too.
   */
  byte[] exhausted(byte[] task, int deliveries);

  /** The completion of a task whose handling threw {@code cause}. */
  byte[] defect(byte[] task, Throwable cause);
}
