/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Tests readers that cannot be opened, meet a defect or are interrupted. */
class ParallelPageReaderFaultsTest extends ParallelPageReaderBench {
  @Test
  void shouldGoOnAloneWhenAFurtherReaderCannotBeOpened() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch refused = new CountDownLatch(1);
    engine.idle =
        () -> {
          asked.incrementAndGet();
          refused.countDown();
          return Optional.of(Outcome.failed(REFUSAL));
        };
    reading(number -> page(awaited(refused, number)));

    assertThat(read(9)).extracting(Page::status).containsOnly(Page.Status.READ);
    // Between its request and the answer, another one may have asked.
    assertThat(asked).hasValueLessThanOrEqualTo(2);
  }

  @Test
  void shouldGoOnAloneWhenOpeningAFurtherReaderFails() throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    engine.idle =
        () -> {
          failed.countDown();
          throw new IllegalStateException("closed");
        };
    reading(number -> page(awaited(failed, number)));

    assertThat(read(3)).extracting(Page::status).containsOnly(Page.Status.READ);
  }

  @Test
  void shouldStopEveryReaderWhenInterrupted() {
    Thread own = Thread.currentThread();
    CountDownLatch helped = new CountDownLatch(1);
    AtomicInteger left = new AtomicInteger();
    reading(
        number -> {
          if (Thread.currentThread() == own) {
            await(helped);
            own.interrupt();
            return page(number);
          }
          helped.countDown();
          boolean interrupted = false;
          while (!interrupted) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(30));
            interrupted = Thread.interrupted();
          }
          left.incrementAndGet();
          return page(number);
        });

    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> read(100));
    assertThat(left).as("nobody is at the pages any more").hasValue(1);
    assertThat(engine.read).hasSizeLessThan(4);
  }

  @Test
  void shouldStopEveryReaderWhenInterruptedWhileItWaitsForTheLast() {
    Thread own = Thread.currentThread();
    CountDownLatch taken = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    reading(
        number -> {
          if (Thread.currentThread() == own) {
            await(taken);
            done.set(true);
            return page(number);
          }
          taken.countDown();
          // Until the other reader has nothing left to do but wait for this one.
          while (!done.get() || own.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
          }
          own.interrupt();
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
          return page(number);
        });

    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> read(2));
  }

  @Test
  void shouldFailAsTheFurtherReaderDidWhenThatMeetsADefect() {
    Thread own = Thread.currentThread();
    CountDownLatch failed = new CountDownLatch(1);
    reading(
        number -> {
          if (Thread.currentThread() == own) {
            await(failed);
            return page(number);
          }
          failed.countDown();
          throw new IllegalStateException("a defect");
        });

    assertThatThrownBy(() -> read(50)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldWaitForTheOthersWhenItsOwnReaderMeetsADefect() {
    Thread own = Thread.currentThread();
    CountDownLatch helped = new CountDownLatch(1);
    AtomicInteger left = new AtomicInteger();
    reading(
        number -> {
          if (Thread.currentThread() == own) {
            await(helped);
            throw new IllegalStateException("a defect");
          }
          helped.countDown();
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
          left.incrementAndGet();
          return page(number);
        });

    assertThatThrownBy(() -> read(50)).isInstanceOf(IllegalStateException.class);
    assertThat(left).hasValueGreaterThanOrEqualTo(1);
  }
}
