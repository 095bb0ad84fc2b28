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

  /** Returns the ends of the records by partition of the task topic. */
  Map<Integer, End> taskEnds() throws InterruptedException, ExecutionException;

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
   * Returns when the task at the last stable offset was sent, in epoch milliseconds. Its
   * transaction is undecided, or has been decided since {@link #taskEnds}. The result is 0 if the
   * time could not be read in time.
   */
  long undecidedSentAt(int partition, End end);

  /**
   * The ends of a partition.
   *
   * @param stable the last stable offset: earlier records are committed or aborted
   * @param last the offset after the last record, read before {@code stable}
   */
  record End(long stable, long last) {
    /** Returns whether a transaction is undecided: neither committed nor aborted. */
    boolean isUndecided() {
      return stable < last;
    }
  }

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
