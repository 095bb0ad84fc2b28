/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the cache says of itself, for people who look at its state.
 *
 * <p><b>Threading:</b> any; nothing blocks. <b>Fails:</b> never: an outage is {@link Down}, within
 * the look-up deadline.
 */
public interface CacheStats {
  /** Whether there is an open connection at the moment; it says nothing of how quick it is. */
  boolean isConnected();

  /** Asks. Costs three constant-time commands; keys are never listed. */
  CompletableFuture<Reading> read();

  /** Returns the code with which Redis refused the last command; empty if it carried it out. */
  Optional<String> refusal();

  /** An answer to {@link #read}. */
  sealed interface Reading {
    /** One of the two, by case. */
    <R> R fold(Function<Up, R> up, Supplier<R> down);
  }

  /**
   * It answered. Of a cluster: sums over the nodes that are written to.
   *
   * @param keys entries, of everybody who shares the database
   * @param memoryBytes memory that its data takes
   * @param uptime since its start; of a cluster, of the node started last
   */
  record Up(long keys, long memoryBytes, Duration uptime) implements Reading {
    @Override
    public <R> R fold(Function<Up, R> up, Supplier<R> down) {
      return up.apply(this);
    }
  }

  /** It did not answer in time, or refused. */
  record Down() implements Reading {
    @Override
    public <R> R fold(Function<Up, R> up, Supplier<R> down) {
      return down.get();
    }
  }
}
