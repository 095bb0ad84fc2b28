/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Stream threads that died. One that did is replaced, and takes up its work where it was; but where
 * all of them die again and again, replacing them only looks like life.
 *
 * <p><b>Threading:</b> any.
 */
final class ThreadDeaths {
  /** Deaths for each thread, within {@link #WITHIN}, that are too many. */
  static final int TOO_MANY_EACH = 3;

  /** How long a death counts. */
  static final Duration WITHIN = Duration.ofMinutes(2);

  private final int tooMany;
  private final LongSupplier nanoTime;
  private final Deque<Long> deaths = new ArrayDeque<>();
  private String lastCause = "";

  ThreadDeaths(int threads, LongSupplier nanoTime) {
    this.tooMany = TOO_MANY_EACH * threads;
    this.nanoTime = nanoTime;
  }

  /** One more; whether that is too many by now. */
  synchronized boolean died(Throwable cause) {
    lastCause = root(cause).getClass().getSimpleName();
    forget();
    deaths.addLast(nanoTime.getAsLong());
    return deaths.size() >= tooMany;
  }

  /** What is to be said of those that count; empty if there are none. */
  synchronized Optional<String> recent() {
    forget();
    return deaths.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%d stream threads died within %d s, the last by %s"
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
