/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Figures of the cache, for people who look at its state.
 *
 * <p><b>Threading:</b> any; nothing blocks. <b>Fails:</b> never: an outage is no figures, within
 * the look-up deadline.
 */
public interface CacheStats {
  /** Whether there is an open connection at the moment; it says nothing of how quick it is. */
  boolean isConnected();

  /**
   * Asks the cache; empty where it did not answer in time, or refused. Costs three constant-time
   * commands; keys are never listed.
   */
  CompletableFuture<Optional<Up>> read();

  /** Returns the code with which Redis refused the last command; empty if it carried it out. */
  Optional<String> refusal();

  /**
   * Figures of the cache. Of a cluster: sums over the nodes that are written to.
   *
   * @param keys entries, of everybody who shares the database
   * @param memoryBytes memory that its data takes
   * @param uptime since its start; of a cluster, of the node started last
   */
  record Up(long keys, long memoryBytes, Duration uptime) {}
}
