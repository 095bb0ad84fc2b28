/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.progress;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;

/**
 * What the broker knows of one kind of work: the tasks that its group is not yet done with, and the
 * completions that the topology has processed.
 *
 * <p><b>Threading:</b> one thread. <b>Fails:</b> with {@link ExecutionException} or {@link
 * org.apache.kafka.common.KafkaException} when the broker does not answer.
 */
public interface ShareGroupProgress {
  /** Where the group of workers stands in each partition of the tasks; none where it never was. */
  Map<Integer, Start> starts() throws InterruptedException, ExecutionException;

  /** End of what is committed in each partition of the tasks. */
  Map<Integer, Long> taskEnds() throws InterruptedException, ExecutionException;

  /** End of what is committed in each partition of the completions. */
  Map<Integer, Long> completionEnds() throws InterruptedException, ExecutionException;

  /** Up to where the topology has processed each partition of the completions. */
  Map<Integer, Long> processed() throws InterruptedException, ExecutionException;

  /**
   * When the first committed task from {@code offset} (included) to {@code end} (excluded) was
   * sent, epoch milliseconds; empty if there is none, 0 if that could not be found out in time.
   */
  OptionalLong sentAt(int partition, long offset, long end);

  /**
   * Where a share group stands in a partition.
   *
   * @param offset no record before it is left to do; it may lag behind what is done
   * @param isDone whether nothing is left to do. The offset alone does not tell: the broker stores
   *     a moved start only with the acknowledgement after, so in a quiet partition it still names
   *     the last task, done with or lost
   */
  record Start(long offset, boolean isDone) {}
}
