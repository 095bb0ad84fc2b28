/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.progress;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;

/**
 * The brokers' state of one kind of task: the tasks that the share group has not finished, and the
 * completions that the topology has processed.
 *
 * <p><b>Threading:</b> one thread. <b>Fails:</b> with {@link ExecutionException} or {@link
 * org.apache.kafka.common.KafkaException} if the brokers do not answer.
 */
public interface ShareGroupProgress {
  /**
   * Returns the share group's position by partition of the task topic. Partitions that the group
   * has never read are left out.
   */
  Map<Integer, Start> starts() throws InterruptedException, ExecutionException;

  /** Returns the end of the committed records by partition of the task topic. */
  Map<Integer, Long> taskEnds() throws InterruptedException, ExecutionException;

  /** Returns the end of the committed records by partition of the completion topic. */
  Map<Integer, Long> completionEnds() throws InterruptedException, ExecutionException;

  /**
   * Returns the offset up to which the topology has processed each partition of the completion
   * topic.
   */
  Map<Integer, Long> processed() throws InterruptedException, ExecutionException;

  /**
   * Returns when the first committed task from {@code offset} (inclusive) to {@code end}
   * (exclusive) was sent, in epoch milliseconds. The result is empty if there is none, and 0 if the
   * time could not be read in time.
   */
  OptionalLong sentAt(int partition, long offset, long end);

  /**
   * The position of a share group in a partition.
   *
   * @param offset every earlier record is finished; the offset may lag behind the actual progress
   * @param isDone whether all records are finished. The offset alone does not show this: the broker
   *     stores an advanced start offset only with the next acknowledgement. In a quiet partition it
   *     still points to the last task, finished or lost
   */
  record Start(long offset, boolean isDone) {}
}
