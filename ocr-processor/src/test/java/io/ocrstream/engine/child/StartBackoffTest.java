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
    fail(START);
    assertThat(backoff.isOver(START + INTERVAL - 1)).isFalse();
    for (int i = 1; i < StartBackoff.ROUNDS; i++) {
      backoff.failed(new StartFailure("again", false), START + INTERVAL - 1);
    }
    assertThat(backoff.isExhausted()).isFalse();
    assertThat(backoff.failure()).hasValue("again");
  }

  @Test
  void shouldBeExhaustedAfterTheLastRound() {
    for (int i = 0; i < StartBackoff.ROUNDS; i++) {
      assertThat(backoff.isExhausted()).isFalse();
      assertThat(backoff.isOver(START + i * INTERVAL)).isTrue();
      fail(START + i * INTERVAL);
    }
    assertThat(backoff.isExhausted()).isTrue();
  }

  @Test
  void shouldBeExhaustedAtOnceWhenTheFailureIsPermanent() {
    backoff.failed(new StartFailure("no library", true), START);
    fail(START);
    assertThat(backoff.isExhausted()).isTrue();
  }

  @Test
  void shouldForgetFailuresAfterASuccess() {
    backoff.failed(new StartFailure("no library", true), START);
    backoff.succeeded();
    assertThat(backoff.isExhausted()).isFalse();
    assertThat(backoff.failure()).isEmpty();
  }

  private void fail(long now) {
    backoff.failed(new StartFailure("it was slow", false), now);
  }
}
