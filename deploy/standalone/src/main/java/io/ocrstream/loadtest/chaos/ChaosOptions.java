/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.time.Duration;
import java.util.List;

/**
 * Holds the options of a run.
 *
 * @param duration duration of events and faults
 * @param every time between two faults
 * @param rate events per second
 * @param seed determines the faults and events
 * @param faults the faults to inject
 * @param processors number of processor processes
 * @param workers number of worker processes with one slot each
 * @param brokers number of brokers in this process
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
