/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a child may be started again after a failed start, and after which failures no child
 * is expected to become ready. Failures within one interval are one round, because they have the
 * same cause.
 *
 * <p><b>Threading:</b> one thread at a time. Times are in terms of {@link System#nanoTime}.
 */
final class StartBackoff {
  static final Duration INTERVAL = Duration.ofSeconds(1);

  /**
   * Rounds of failed starts after which no child is expected. One is not enough, since a child may
   * be killed or slow on a busy machine.
   */
  static final int ROUNDS = 3;

  private long notBefore;
  private int rounds;
  private boolean isPermanent;
  private @Nullable String failure;

  /** Creates a backoff under which a child may be started at {@code now}. */
  StartBackoff(long now) {
    this.notBefore = now;
  }

  /** Returns whether a child may be started. */
  boolean isOver(long now) {
    return now - notBefore >= 0;
  }

  /** Returns whether {@link #ROUNDS} rounds or a permanent failure followed the last success. */
  boolean isExhausted() {
    return isPermanent || rounds >= ROUNDS;
  }

  /** Returns why the last start failed; empty after a success. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  void failed(StartFailure why, long now) {
    failure = why.reason();
    isPermanent |= why.isPermanent();
    if (isOver(now)) {
      rounds++;
    }
    notBefore = now + INTERVAL.toNanos();
  }

  void succeeded() {
    failure = null;
    isPermanent = false;
    rounds = 0;
  }
}
