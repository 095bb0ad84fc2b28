/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests pages of one document on several readers, whose speed and number the test controls. */
class ParallelPageReaderTest {
  private static final Problem REFUSAL = Problem.of(FailureCode.ENGINE_CRASHED, "The child died.");
  private static final Duration DOCUMENT_TIMEOUT = Duration.ofHours(1);

  private final ScriptedEngine engine = new ScriptedEngine();
  private final ReadingProgress.Entry progress =
      new ReadingProgress().begin(ContentHash.ofBytes(new byte[0]), "file:///document", 0);
  private final ExecutorService helpers = Executors.newCachedThreadPool();
  private final AtomicLong nanos = new AtomicLong();
  private final Set<Thread> at = ConcurrentHashMap.newKeySet();
  @TempDir private Path folder = Path.of("");
  private TempFiles tempFiles = new TempFiles(folder);
  private int readers = 2;

  @BeforeEach
  void begin() {
    tempFiles = new TempFiles(folder.resolve("document"));
    engine.idle = () -> Optional.of(Outcome.of(engine.document()));
  }

  @AfterEach
  void end() throws InterruptedException {
    var unused = Thread.interrupted();
    tempFiles.close();
    helpers.shutdown();
    assertThat(helpers.awaitTermination(3, TimeUnit.MINUTES)).isTrue();
    assertThat(engine.closed).as("every reader is given back").isEqualTo(engine.opened);
  }

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

  private Page outcomeOf(int number) {
    return number % 7 == 0
        ? Page.failed(number, FailureCode.CORRUPT)
        : ScriptedEngine.page(number, "page " + number, 0.9);
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

  private void reading(IntFunction<Outcome<Page>> outcome) {
    engine.reading =
        number -> {
          at.add(Thread.currentThread());
          return outcome.apply(number);
        };
  }

  private List<Page> read(int count) throws InterruptedException {
    DocumentReader.Limits limits =
        new DocumentReader.Limits(DOCUMENT_TIMEOUT, Duration.ofMinutes(30), 1000, readers);
    PageSpool spool = tempFiles.closing(new PageSpool(tempFiles.file(".pages"), count, 2000));
    List<Integer> wanted = IntStream.rangeClosed(1, count).boxed().toList();
    ParallelPageReader run =
        new ParallelPageReader(
            new ParallelPageReader.Work(wanted, spool, PageCachePort.NONE, progress),
            new ParallelPageReader.Help(helpers, readers - 1, () -> engine.idle.get()),
            new DocumentDeadline(limits, nanos::get));
    try (Engine.Document own = engine.document()) {
      Optional<Problem> problem = run.read(own);
      if (problem.isPresent()) {
        throw new IllegalArgumentException(problem.get().message());
      }
      return spool.pages();
    }
  }

  private void end(TempFiles used) {
    used.close();
    tempFiles = new TempFiles(folder.resolve("document"));
  }

  private static Outcome<Page> page(int number) {
    return Outcome.of(ScriptedEngine.page(number, "page " + number, 0.9));
  }

  private static boolean tryAcquire(Semaphore semaphore) {
    try {
      return semaphore.tryAcquire(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static int awaited(CountDownLatch latch, int number) {
    await(latch);
    return number;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(3, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
