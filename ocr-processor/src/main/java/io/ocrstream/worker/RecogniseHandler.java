/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.ocrstream.cache.ResultCache;
import io.ocrstream.content.Fetched;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.resilience.Breaker;
import io.ocrstream.resilience.OutageGate;
import io.ocrstream.worker.document.DocumentReader;
import io.ocrstream.worker.document.DocumentReading;
import io.ocrstream.worker.document.ReadingProgress;
import io.ocrstream.worker.document.ResultAssembly;
import io.ocrstream.worker.document.TempFiles;
import io.ocrstream.worker.task.TaskDeadline;
import io.ocrstream.worker.task.TypedHandler;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a document. The steps are: check the cache again, fetch, verify the hash, read, store the
 * outputs, write the cache, complete. The order guarantees that a cached payload names only stored
 * objects, and that the payload is in the cache, if that is reachable, before the completion is
 * published.
 *
 * <p><b>Threading:</b> any.
 */
public final class RecogniseHandler extends TypedHandler<RecogniseTask, Recognised> {
  private static final Logger LOG = LoggerFactory.getLogger(RecogniseHandler.class);

  /** Problems of one output location. The same bytes at another location may succeed. */
  private static final Set<FailureCode> LOCATION_FAILURES =
      EnumSet.of(FailureCode.OUTPUT_REFUSED, FailureCode.OUTPUT_FAILED);

  /** The name of the only circuit breaker of the engine. */
  private static final String ENGINE = "engine";

  /**
   * Failures that the engine may have caused. {@code INTERNAL} is one of them because it is
   * reported if no process could be started. Reading the canary page decides.
   */
  private static final Set<FailureCode> POSSIBLE_ENGINE_FAILURES =
      EnumSet.of(FailureCode.CRASHES_ENGINE, FailureCode.ENGINE_CRASHED, FailureCode.INTERNAL);

  private final RetryingContent content;
  private final ResultCache cache;
  private final DocumentReader reader;
  private final ReadingProgress progress;
  private final OutageGate engine;
  private final ResultAssembly results;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final LegacyAnswers legacy;

  /**
   * Creates a handler.
   *
   * @param progress lists the document while it is read
   * @param engine holds tasks during an outage of the engine
   * @param nanoTime the time source, as {@link System#nanoTime}
   * @param legacy the entries of the earlier service
   */
  public RecogniseHandler(
      RetryingContent content,
      ResultCache cache,
      DocumentReader reader,
      ReadingProgress progress,
      OutageGate engine,
      ResultAssembly results,
      Clock clock,
      LongSupplier nanoTime,
      LegacyAnswers legacy) {
    super(RecogniseTask.class);
    this.content = content;
    this.cache = cache;
    this.reader = reader;
    this.progress = progress;
    this.engine = engine;
    this.results = results;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.legacy = legacy;
  }

  @Override
  public Recognised complete(RecogniseTask task) throws InterruptedException {
    // Another worker may have written the entry since the event was looked up, after a redelivery
    // or while the task waited.
    Optional<Outcome<RawJson>> kept = cache.recall(task.key()).join().hit();
    if (kept.isPresent()) {
      return known(task, kept.get());
    }
    TaskDeadline deadline = new TaskDeadline(task.deadline(), clock);
    if (deadline.isOver()) {
      return abandoned(task);
    }
    long begun = nanoTime.getAsLong();
    return content
        .fetch(task.location())
        .fold(
            bytes -> {
              try (bytes) {
                return deadline.isOver() ? abandoned(task) : verified(task, bytes, begun);
              }
            },
            problem -> failed(task, problem));
  }

  private static Recognised abandoned(RecogniseTask task) {
    return Recognised.Failed.abandoned(task.sentAt(), TaskDeadline.OVER);
  }

  private static Recognised known(RecogniseTask task, Outcome<RawJson> kept) {
    return kept.fold(
        payload -> Recognised.Read.cached(task.sentAt(), payload),
        problem -> Recognised.Failed.ofBytes(task.sentAt(), problem));
  }

  private Recognised verified(RecogniseTask task, Fetched bytes, long begun)
      throws InterruptedException {
    if (!bytes.hash().equals(task.key().hash())) {
      return failed(
          task,
          Problem.of(
              FailureCode.HASH_MISMATCH, "The bytes at the location do not have the claimed hash"));
    }
    Optional<RawJson> old = legacy.find(task, bytes);
    return old.isPresent()
        ? Recognised.Read.cached(task.sentAt(), old.get())
        : legacy.kept(task, bytes, readVerified(task, bytes, begun));
  }

  private Recognised readVerified(RecogniseTask task, Fetched bytes, long begun)
      throws InterruptedException {
    long fetched = nanoTime.getAsLong();
    OutageGate.Wait outage = engine.of(ENGINE);
    // After the patience is over, the task is tried once more without a permit.
    var unused = outage.awaitPermit();
    try (TempFiles tempFiles = new TempFiles(bytes.file())) {
      Outcome<DocumentReading> reading =
          readReporting(outage.breaker(), bytes.file(), task, tempFiles);
      Times times = new Times(begun, fetched, nanoTime.getAsLong());
      return reading.fold(
          read -> read(task, read, times, tempFiles), problem -> unread(task, problem));
    } catch (UncheckedIOException e) {
      LOG.warn("A document could not be processed in the work folder", e);
      return failed(
          task, Problem.of(FailureCode.INTERNAL, "The worker's work folder cannot be used"));
    }
  }

  private Recognised unread(RecogniseTask task, Problem problem) throws InterruptedException {
    throwIfGivenUp();
    putFailure(task, problem);
    return Recognised.Failed.ofBytes(task.sentAt(), problem);
  }

  /**
   * Reads the document and reports the engine's success or failure to the circuit breaker. A
   * failure of one document does not count, not even a crash. It counts only if the engine also
   * fails to read the canary page.
   */
  private Outcome<DocumentReading> readReporting(
      Breaker breaker, Path file, RecogniseTask task, TempFiles tempFiles)
      throws InterruptedException {
    boolean reported = false;
    try (ReadingProgress.Entry entry =
        progress.begin(task.key().hash(), task.location().uri(), clock.millis())) {
      Outcome<DocumentReading> reading =
          reader.read(file, task.options(), task.key().tenant(), tempFiles, entry);
      boolean isEngineFailing =
          reading.problem().filter(p -> POSSIBLE_ENGINE_FAILURES.contains(p.code())).isPresent()
              && !reader.readsCanary(task.options(), tempFiles);
      throwIfGivenUp();
      if (isEngineFailing) {
        breaker.failed();
      } else {
        breaker.succeeded();
      }
      reported = true;
      return isEngineFailing
          ? reading.fold(Outcome::of, problem -> Outcome.failed(engineFailure(problem)))
          : reading;
    } finally {
      if (!reported) {
        breaker.released();
      }
    }
  }

  private static Problem engineFailure(Problem problem) {
    return problem.code() == FailureCode.CRASHES_ENGINE
        ? new Problem(FailureCode.ENGINE_CRASHED, problem.message(), problem.attempts())
        : problem;
  }

  /** The times at which the steps began or ended, in nanoseconds of {@code nanoTime}. */
  private record Times(long begun, long fetched, long read) {
    long fetchMillis() {
      return TimeUnit.NANOSECONDS.toMillis(fetched - begun);
    }

    long readMillis() {
      return TimeUnit.NANOSECONDS.toMillis(read - fetched);
    }

    double seconds() {
      return (read - begun) / 1e9;
    }
  }

  /**
   * Assembles and stores the result. The key has the fingerprint of the engine that read the
   * document, not of the task. While workers and processors of two versions run side by side, each
   * entry thus names the engine that made it.
   */
  private Recognised read(
      RecogniseTask task, DocumentReading done, Times times, TempFiles tempFiles)
      throws InterruptedException {
    ContentKey key =
        new ContentKey(task.key().hash(), done.info().fingerprint(), task.key().tenant());
    ResultAssembly.Origin origin =
        new ResultAssembly.Origin(
            task.location(), key, times.seconds(), clock.instant().getEpochSecond());
    return results
        .of(done, origin, tempFiles)
        .fold(made -> stored(task, key, made, times), problem -> unstored(task, problem));
  }

  private Recognised stored(
      RecogniseTask task, ContentKey key, ResultAssembly.Assembled made, Times times) {
    put(key, made);
    return new Recognised.Read(
        task.sentAt(), made.payload(), false, times.fetchMillis(), times.readMillis());
  }

  private static Recognised unstored(RecogniseTask task, Problem problem)
      throws InterruptedException {
    throwIfGivenUp();
    return LOCATION_FAILURES.contains(problem.code())
        ? Recognised.Failed.ofLocation(task.sentAt(), problem)
        : Recognised.Failed.ofBytes(task.sentAt(), problem);
  }

  /** Throws if the slot gave up the task: a failure then says nothing about the document. */
  private static void throwIfGivenUp() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void put(ContentKey key, ResultAssembly.Assembled made) {
    CompletableFuture<ResultCache.Stored> stored =
        made.status() == Payload.Status.COMPLETE
            ? cache.put(key, made.payload())
            : cache.putPartial(key, made.payload());
    // Awaited, so that the entry is in place before the completion is published. An outage of the
    // cache does not fail the task, and the cache counts it.
    var unused = stored.join();
  }

  /** Caches a failure under the fingerprint of the engine that tried, as for a payload. */
  private void putFailure(RecogniseTask task, Problem problem) {
    reader
        .info(task.options())
        .map(info -> new ContentKey(task.key().hash(), info.fingerprint(), task.key().tenant()))
        .ifPresent(key -> cache.putFailure(key, problem).join());
  }

  @Override
  public Problem exhausted(int deliveries) {
    String message = "The task was delivered %d times, and no worker completed it";
    return new Problem(FailureCode.ENGINE_CRASHED, message.formatted(deliveries), deliveries);
  }

  @Override
  public Recognised failed(RecogniseTask task, Problem problem) {
    return Recognised.Failed.ofLocation(task.sentAt(), problem);
  }
}
