/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the options of a run.
 *
 * @param duration duration of events and faults
 * @param every time between two faults
 * @param rate events per second
 * @param repeats percentage of events for a recent document
 * @param seed determines the faults and events
 * @param faults the faults to inject
 * @param size numbers and kind of the processes
 * @param export folder for the topics that the run leaves; null to export none
 */
record ChaosOptions(
    Duration duration,
    Duration every,
    double rate,
    int repeats,
    long seed,
    List<InjectedFault> faults,
    StackSize size,
    @Nullable Path export) {
  /** Returns the documents that fit the engine. */
  ChaosDocuments documents() {
    return new ChaosDocuments(size.instant() ? new InstantDocuments() : new WordPages());
  }
}
