/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Statistics of the cache, for monitoring.
 *
 * <p><b>Threading:</b> any; no method blocks. <b>Fails:</b> never; during an outage the result is
 * empty, within the look-up deadline.
 */
public interface CacheStats {
  /** Returns whether a connection is open. An open connection may still be slow. */
  boolean isConnected();

  /**
   * Reads the statistics from the cache; empty if it did not answer in time or refused a command.
   * Costs three constant-time commands and never lists keys.
   */
  CompletableFuture<Optional<Up>> read();

  /** Returns the error code of the last answered command if Redis refused it; otherwise empty. */
  Optional<String> refusal();

  /**
   * Statistics of a cache that answered. For a cluster, counts and sizes are sums over the
   * primaries.
   *
   * @param keys number of entries, including those of other users of the database
   * @param memoryBytes memory in use, in bytes
   * @param uptime time since the server started; for a cluster, since the most recent start of a
   *     node
   */
  record Up(long keys, long memoryBytes, Duration uptime) {}
}
