/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThreadDeathsTest {
  private static final int THREADS = 2;
  private final Exception cause = new IllegalStateException(new IOException("no space"));

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final ThreadDeaths deaths = new ThreadDeaths(THREADS, nanos::get);

  @Test
  void shouldCallItTooManyWhenAllThreadsDieAgainAndAgain() {
    for (int i = 1; i < THREADS * ThreadDeaths.TOO_MANY_EACH; i++) {
      assertThat(deaths.died(cause)).as("death %d", i).isFalse();
    }
    assertThat(deaths.died(cause)).isTrue();
  }

  @Test
  void shouldForgetDeathsThatWereLongAgo() {
    for (int i = 1; i < THREADS * ThreadDeaths.TOO_MANY_EACH; i++) {
      assertThat(deaths.died(cause)).isFalse();
    }
    nanos.addAndGet(ThreadDeaths.WITHIN.toNanos() + 1);
    assertThat(deaths.recent()).isEmpty();
    assertThat(deaths.died(cause)).isFalse();
  }

  @Test
  void shouldNameTheRootOfTheLastOne() {
    assertThat(deaths.recent()).isEmpty();
    assertThat(deaths.died(cause)).isFalse();
    assertThat(deaths.recent())
        .contains("1 stream threads failed within 120 s, the last with IOException");
  }
}
