/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StoreCallTest {
  // Just before the overflow of the clock, which System.nanoTime may reach at any time.
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final StoreCall exchange =
      new StoreCall(clock::get, Duration.ofNanos(30), Duration.ofNanos(10), Duration.ofNanos(45));

  private long leftAfter(long nanos) {
    clock.addAndGet(nanos);
    return exchange.nanosLeft();
  }

  @Test
  void shouldGiveTimeToConnectWhenNothingCameYet() {
    assertThat(leftAfter(0)).isEqualTo(30);
    assertThat(leftAfter(29)).isEqualTo(1);
    assertThat(leftAfter(1)).isZero();
    assertThat(exchange.isTotalOver()).isFalse();
  }

  @Test
  void shouldStartThePatienceAnewWhenItAdvances() {
    clock.addAndGet(29);
    exchange.advanced();
    assertThat(leftAfter(9)).isEqualTo(1);
    exchange.advanced();
    assertThat(leftAfter(0)).as("total comes first").isEqualTo(7);
    assertThat(leftAfter(7)).isZero();
    assertThat(exchange.isTotalOver()).isTrue();
  }

  @Test
  void shouldRunTheActionOnceWhenAbortedBeforeOrAfterItIsKnown() {
    AtomicInteger runs = new AtomicInteger();
    exchange.onAbort(runs::incrementAndGet);
    exchange.abort();
    assertThat(runs).hasValue(1);
    StoreCall over = new StoreCall(clock::get, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    over.abort();
    over.onAbort(runs::incrementAndGet);
    assertThat(runs).hasValue(2);
  }
}
