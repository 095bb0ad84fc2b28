/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecoveryTimesTest {
  private final RecoveryTimes recovery = new RecoveryTimes();

  @Test
  void shouldCountFromTheFaultForWaitingEventsAndFromPublicationForLaterOnes() {
    answered(0, 900);
    recovery.broken(InjectedFault.WORKER_KILL, nanos(1_000));
    answered(100, 3_500);
    answered(1_900, 4_300);
    assertThat(recovery.longestMs()).isEqualTo(Map.of(InjectedFault.WORKER_KILL, 2_500L));

    recovery.broken(InjectedFault.PROCESSOR_KILL, nanos(10_000));
    answered(11_000, 18_000);
    answered(11_001, 30_000);
    assertThat(recovery.longestMs())
        .isEqualTo(Map.of(InjectedFault.WORKER_KILL, 2_500L, InjectedFault.PROCESSOR_KILL, 7_000L));
  }

  private void answered(long publishedMs, long answeredMs) {
    recovery.answered(nanos(publishedMs), nanos(answeredMs));
  }

  private static long nanos(long ms) {
    return TimeUnit.MILLISECONDS.toNanos(ms);
  }
}
