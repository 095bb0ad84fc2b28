/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.time.Duration;
import java.util.List;

/**
 * What a run is like.
 *
 * @param duration of events and faults
 * @param every time between two faults
 * @param rate events a second
 * @param seed decides the faults and the events
 * @param faults those that may come
 * @param processors processes
 * @param workers processes, of one slot each
 * @param brokers in this process
 */
record ChaosOptions(
    Duration duration,
    Duration every,
    double rate,
    long seed,
    List<InjectedFault> faults,
    int processors,
    int workers,
    int brokers) {}
