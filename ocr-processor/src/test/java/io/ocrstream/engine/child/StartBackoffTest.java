/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartBackoffTest {
  private static final long INTERVAL = StartBackoff.INTERVAL.toNanos();

  /** Just before the clock of the JVM overflows. */
  private static final long START = Long.MAX_VALUE - 1;

  private final StartBackoff backoff = new StartBackoff(START);

  @Test
  void shouldCountFailuresWithinOneIntervalOnce() {
    assertThat(backoff.isOver(START)).isTrue();
    backoff.failed("first", START);
    assertThat(backoff.isOver(START + INTERVAL - 1)).isFalse();
    backoff.failed("second", START + INTERVAL - 1);
    assertThat(backoff.rounds()).isEqualTo(1);
    assertThat(backoff.failure()).hasValue("second");
  }

  @Test
  void shouldCountAFurtherRoundWhenTheIntervalIsOver() {
    backoff.failed("first", START);
    assertThat(backoff.isOver(START + INTERVAL)).isTrue();
    backoff.failed("second", START + INTERVAL);
    assertThat(backoff.rounds()).isEqualTo(2);
  }

  @Test
  void shouldForgetFailuresAfterASuccess() {
    backoff.failed("first", START);
    backoff.succeeded();
    assertThat(backoff.rounds()).isZero();
    assertThat(backoff.failure()).isEmpty();
  }
}
