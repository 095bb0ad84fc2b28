/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests pages of one document on several readers, whose speed and number the test controls. */
class ParallelPageReaderTest extends ParallelPageReaderBench {
  @Test
  void shouldReadOnAnIdleReaderAndKeepTheOrder() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(4);
    Thread own = Thread.currentThread();
    reading(
        number -> {
          if (Thread.currentThread() == own) {
            begun.countDown();
            await(others);
          } else {
            await(begun);
            others.countDown();
          }
          return page(number);
        });

    assertThat(read(5)).extracting(Page::number).containsExactly(1, 2, 3, 4, 5);
    assertThat(at).hasSize(2);
  }

  /** Neither the order in which pages end, nor their readers, may affect the result. */
  @Test
  void shouldGiveTheSamePagesWhateverTheSpread() throws InterruptedException {
    List<Page> alone = IntStream.rangeClosed(1, 40).mapToObj(this::outcomeOf).toList();
    long seed = new Random().nextLong();
    for (int run = 0; run < 20; run++) {
      Random random = new Random(seed + run);
      readers = 1 + run % 5;
      reading(
          number -> {
            int micros;
            synchronized (random) {
              micros = random.nextInt(500);
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
            return number % 7 == 0 ? Outcome.failed(ScriptedEngine.CORRUPT) : page(number);
          });
      assertThat(read(40)).as("seed %d, run %d", seed, run).isEqualTo(alone);
      end(tempFiles);
    }
  }

  @Test
  void shouldHaveNoMoreReadersAtOnceThanItMay() throws InterruptedException {
    readers = 3;
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    reading(
        number -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          three.countDown();
          await(three);
          now.decrementAndGet();
          return page(number);
        });

    assertThat(read(30)).hasSize(30);
    assertThat(most).hasValue(3);
  }

  @Test
  void shouldAskForNoFurtherReaderWhenThereIsOnePage() throws InterruptedException {
    assertThat(read(1)).hasSize(1);
    assertThat(engine.opened).isEqualTo(1);
  }

  @Test
  void shouldReadAllItselfWhenNoneIsIdleAndAskAgainWithEachPage() throws InterruptedException {
    Semaphore asked = new Semaphore(0);
    AtomicInteger answered = new AtomicInteger();
    engine.idle =
        () -> {
          asked.release();
          return Optional.empty();
        };
    reading(
        number -> {
          // A helper that was just refused may still count as asking, and then none asks.
          answered.addAndGet(tryAcquire(asked) ? 1 : 0);
          return page(number);
        });

    assertThat(read(4)).hasSize(4);
    assertThat(at).containsExactly(Thread.currentThread());
    assertThat(answered).hasValueGreaterThanOrEqualTo(2);
  }

  /** So that another waiting document gets it. */
  @Test
  void shouldGiveAFurtherReaderBackAfterItsTurnAndAskForItAnew() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(4);
    Thread own = Thread.currentThread();
    reading(
        number -> {
          if (Thread.currentThread() == own) {
            begun.countDown();
            await(others);
          } else {
            await(begun);
            nanos.addAndGet(ParallelPageReader.TURN.toNanos() / 2);
            others.countDown();
          }
          return page(number);
        });

    assertThat(read(5)).hasSize(5);
    // Two pages per turn. The last one asks once more unless it sees that no page is left.
    assertThat(engine.opened).isBetween(1 + 2, 1 + 3);
  }

  @Test
  void shouldTellTheFirstPagesProblemWhenNoneIsReadWhoeverMeetsItsOwnFirst() {
    CountDownLatch others = new CountDownLatch(4);
    Problem first = Problem.of(FailureCode.TOO_MANY_PIXELS, "too many pixels");
    reading(
        number -> {
          if (number == 1) {
            await(others);
            return Outcome.failed(first);
          }
          others.countDown();
          return Outcome.failed(ScriptedEngine.CORRUPT);
        });

    assertThatThrownBy(() -> read(5)).hasMessage(first.message());
  }

  @Test
  void shouldBeginNoPageWhenTheDocumentHasTakenItsTime() throws InterruptedException {
    reading(
        number -> {
          nanos.addAndGet(DOCUMENT_TIMEOUT.toNanos() / 4);
          return page(number);
        });

    assertThat(read(20).stream().filter(page -> page.problem() == FailureCode.TIMED_OUT).count())
        .isGreaterThanOrEqualTo(20 - 4 - 1);
  }

  private Page outcomeOf(int number) {
    return number % 7 == 0
        ? Page.failed(number, FailureCode.CORRUPT)
        : ScriptedEngine.page(number, "page " + number, 0.9);
  }
}
