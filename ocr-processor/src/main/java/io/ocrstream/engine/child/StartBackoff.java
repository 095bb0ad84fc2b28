/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a child may be started again after a failed start, and counts the rounds that
 * failed. Failures within one interval are one round, because they have the same cause.
 *
 * <p><b>Threading:</b> one thread at a time. Times are in terms of {@link System#nanoTime}.
 */
final class StartBackoff {
  static final Duration INTERVAL = Duration.ofSeconds(1);

  private long notBefore;
  private int rounds;
  private @Nullable String failure;

  /** Creates a backoff under which a child may be started at {@code now}. */
  StartBackoff(long now) {
    this.notBefore = now;
  }

  /** Returns whether a child may be started. */
  boolean isOver(long now) {
    return now - notBefore >= 0;
  }

  /** Returns the number of failed rounds since the last success. */
  int rounds() {
    return rounds;
  }

  /** Returns why the last start failed; empty after a success. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  void failed(String why, long now) {
    failure = why;
    if (isOver(now)) {
      rounds++;
    }
    notBefore = now + INTERVAL.toNanos();
  }

  void succeeded() {
    failure = null;
    rounds = 0;
  }
}
