/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long a slot waits for a task. */
class IdlePollsTest {
  private final AtomicLong now = new AtomicLong();
  private final IdlePolls polls = new IdlePolls(now::get);

  @Test
  void shouldWaitLongerOnlyWhenNoSlotHadATaskForAWhile() {
    now.addAndGet(IdlePolls.IDLE_AFTER.toNanos());
    assertThat(polls.patience()).isEqualTo(IdlePolls.BUSY);
    now.incrementAndGet();
    assertThat(polls.patience()).isEqualTo(IdlePolls.IDLE);

    polls.busy();
    assertThat(polls.patience()).isEqualTo(IdlePolls.BUSY);
  }
}
