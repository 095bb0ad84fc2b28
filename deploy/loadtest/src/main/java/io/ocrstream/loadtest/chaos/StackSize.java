/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.time.Duration;

/**
 * Holds the numbers and the kind of the processes of a stack.
 *
 * @param processors number of processor processes
 * @param workers number of worker processes
 * @param slots number of documents that each worker reads at once
 * @param brokers number of brokers in this process
 * @param session time after which others take over from a process that was killed
 * @param instant whether an engine that takes a millisecond replaces OCR
 */
record StackSize(
    int processors, int workers, int slots, int brokers, Duration session, boolean instant) {
  /** Default of {@link #session}: the shortest that a broker with default settings allows. */
  static final Duration SESSION = Duration.ofSeconds(6);
}
