/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Counts failed stream threads. A failed thread is replaced and its work resumes. If all threads
 * fail repeatedly, replacing them no longer helps.
 *
 * <p><b>Threading:</b> any.
 */
final class ThreadDeaths {
  /** Number of deaths per thread within {@link #WITHIN} that is too many. */
  static final int TOO_MANY_EACH = 3;

  /** Time after which a death no longer counts. */
  static final Duration WITHIN = Duration.ofMinutes(2);

  private final int tooMany;
  private final LongSupplier nanoTime;
  private final Deque<Long> deaths = new ArrayDeque<>();
  private String lastCause = "";

  ThreadDeaths(int threads, LongSupplier nanoTime) {
    this.tooMany = TOO_MANY_EACH * threads;
    this.nanoTime = nanoTime;
  }

  /** Records a death; returns whether there are too many now. */
  synchronized boolean died(Throwable cause) {
    lastCause = root(cause).getClass().getSimpleName();
    forget();
    deaths.addLast(nanoTime.getAsLong());
    return deaths.size() >= tooMany;
  }

  /** Returns a message about the recent deaths; empty if there are none. */
  synchronized Optional<String> recent() {
    forget();
    return deaths.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%d stream threads failed within %d s, the last with %s"
                .formatted(deaths.size(), WITHIN.toSeconds(), lastCause));
  }

  private void forget() {
    long now = nanoTime.getAsLong();
    while (!deaths.isEmpty() && now - deaths.getFirst() > WITHIN.toNanos()) {
      deaths.removeFirst();
    }
  }

  private static Throwable root(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
