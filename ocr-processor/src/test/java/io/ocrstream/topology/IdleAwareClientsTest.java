/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long a stream thread waits for records. */
class IdleAwareClientsTest {
  private static final Duration SHORT = Duration.ofMillis(5);

  private final AtomicLong now = new AtomicLong();
  private final IdleAwareClients clients = new IdleAwareClients(now::get);

  @Test
  void shouldWaitLongerOnlyWhenNothingHappenedForAWhile() {
    assertThat(clients.patience(SHORT)).isEqualTo(SHORT);

    now.addAndGet(IdleAwareClients.IDLE_AFTER.toNanos());
    assertThat(clients.patience(SHORT)).isEqualTo(SHORT);
    now.incrementAndGet();
    assertThat(clients.patience(SHORT)).isEqualTo(IdleAwareClients.IDLE_POLL);

    clients.active();
    assertThat(clients.patience(SHORT)).isEqualTo(SHORT);
  }

  @Test
  void shouldNeitherWaitWhenStreamsDoesNotNorShortenALongWait() {
    now.addAndGet(IdleAwareClients.IDLE_AFTER.toNanos() + 1);

    assertThat(clients.patience(Duration.ZERO)).isZero();
    assertThat(clients.patience(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
  }
}
