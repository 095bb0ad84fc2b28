/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A reader of documents with a scripted engine: the base of its tests. */
abstract class ParallelPageReaderBench {
  static final Problem REFUSAL = Problem.of(FailureCode.ENGINE_CRASHED, "The child died.");
  static final Duration DOCUMENT_TIMEOUT = Duration.ofHours(1);

  final ScriptedEngine engine = new ScriptedEngine();
  private final ReadingProgress.Entry progress =
      new ReadingProgress().begin(ContentHash.ofBytes(new byte[0]), "file:///document", 0);
  private final ExecutorService helpers = Executors.newCachedThreadPool();
  final AtomicLong nanos = new AtomicLong();
  final Set<Thread> at = ConcurrentHashMap.newKeySet();
  @TempDir private Path folder = Path.of("");
  TempFiles tempFiles = new TempFiles(folder);
  int readers = 2;

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

  void reading(IntFunction<Outcome<Page>> outcome) {
    engine.reading =
        number -> {
          at.add(Thread.currentThread());
          return outcome.apply(number);
        };
  }

  List<Page> read(int count) throws InterruptedException {
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

  void end(TempFiles used) {
    used.close();
    tempFiles = new TempFiles(folder.resolve("document"));
  }

  static Outcome<Page> page(int number) {
    return Outcome.of(ScriptedEngine.page(number, "page " + number, 0.9));
  }

  static boolean tryAcquire(Semaphore semaphore) {
    try {
      return semaphore.tryAcquire(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  static int awaited(CountDownLatch latch, int number) {
    await(latch);
    return number;
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(3, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
