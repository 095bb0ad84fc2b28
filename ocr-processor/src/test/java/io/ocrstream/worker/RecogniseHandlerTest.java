/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.InMemoryCache;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.StoredObject;
import io.ocrstream.resilience.BreakerRules;
import io.ocrstream.resilience.Breakers;
import io.ocrstream.resilience.NoOutages;
import io.ocrstream.resilience.OutageGate;
import io.ocrstream.worker.document.CachedPages;
import io.ocrstream.worker.document.CanaryPageTest;
import io.ocrstream.worker.document.DocumentReader;
import io.ocrstream.worker.document.OutputFiles;
import io.ocrstream.worker.document.ReadingProgress;
import io.ocrstream.worker.document.ResultAssembly;
import io.ocrstream.worker.document.ScriptedEngine;
import io.ocrstream.worker.task.TaskDeadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecogniseHandlerTest {
  private static final byte[] BYTES = "the document".getBytes(UTF_8);
  private static final ContentHash HASH = ContentHash.ofBytes(BYTES);
  private static final OcrOptions OPTIONS = OcrOptions.text(List.of("eng"));

  /** The key as a processor of another version would compute it. */
  private static final ContentKey TASK_KEY = new ContentKey(HASH, "0123456789abcdef");

  private static final Location PLACE = new Location("https://host/a.png", null);
  private static final RawJson PAYLOAD = ScriptedEngine.cached();
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
  private static final long SENT_AT = 42;
  private static final Recognised ABANDONED =
      Recognised.Failed.abandoned(SENT_AT, TaskDeadline.OVER);
  private static final long NO_LIMIT = Long.MAX_VALUE;

  @TempDir private Path folder = Path.of("");
  private final ScriptedContent content = new ScriptedContent();
  private final ScriptedEngine engine = new ScriptedEngine();
  private final ReadingProgress progress = new ReadingProgress();
  private final InMemoryCache cache = new InMemoryCache();
  private final InMemoryOutputs outputs = new InMemoryOutputs();
  private final ExecutorService helpers = Executors.newCachedThreadPool();
  private OutageGate engineOutages = NoOutages.ENGINE;
  private long nanos;

  @BeforeEach
  void hold() {
    content.holds(folder, BYTES);
  }

  @AfterEach
  void end() {
    helpers.shutdownNow();
    outputs.close();
  }

  @Test
  void shouldFetchNothingWhenAnotherWorkerHasReadItMeanwhile() throws InterruptedException {
    cache.put(TASK_KEY, PAYLOAD).join();

    assertThat(recognise(NO_LIMIT)).isEqualTo(Recognised.Read.cached(SENT_AT, PAYLOAD));
    assertThat(content.fetches).isZero();
  }

  @Test
  void shouldPutWhatItReadUnderTheEnginesOwnFingerprint() throws InterruptedException {
    RawJson payload = read(recognise(NO_LIMIT)).payload();

    ContentKey own = new ContentKey(HASH, engine.info(OPTIONS).orElseThrow().fingerprint());
    assertThat(cache.find(own).join()).isEqualTo(new CacheLookup.Hit<>(payload));
    assertThat(cache.find(TASK_KEY).join()).isEqualTo(new CacheLookup.Miss<>());
    assertThat(folder).as("the document is deleted").isEmptyDirectory();
  }

  @Test
  void shouldSayHowLongItTook() throws InterruptedException {
    engine.beforeRead = () -> nanos += Duration.ofMillis(1234).toNanos();
    content.fetching =
        location -> {
          nanos += Duration.ofMillis(66).toNanos();
          content.holds(folder, BYTES);
          return content.fetching.apply(location);
        };

    Recognised.Read read = read(recognise(NO_LIMIT));

    assertThat(read.fromCache()).isFalse();
    assertThat(read.fetchMs()).isEqualTo(66);
    assertThat(read.readMs()).isEqualTo(1234);
    Payload payload = payload(read);
    assertThat(payload.processTime()).isEqualTo(1.3);
    assertThat(payload.timestamp()).isEqualTo(CLOCK.instant().getEpochSecond());
  }

  @Test
  void shouldReadNothingWhenTheBytesHaveAnotherHash() throws InterruptedException {
    content.holds(folder, "other bytes".getBytes(UTF_8));

    Recognised.Failed failed = failed(recognise(NO_LIMIT));

    assertThat(failed.problem().code()).isEqualTo(FailureCode.HASH_MISMATCH);
    assertThat(failed.verified()).as("another place may hold the content").isFalse();
    assertThat(engine.opened).isZero();
    assertThat(cache.writes()).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldFailUnverifiedWhenTheBytesCannotBeHad() throws InterruptedException {
    Problem problem = Problem.of(FailureCode.ACCESS_DENIED, "denied");
    content.fetching = location -> Outcome.failed(problem);

    assertThat(recognise(NO_LIMIT)).isEqualTo(Recognised.Failed.ofLocation(SENT_AT, problem));
  }

  @Test
  void shouldFailVerifiedWhenTheBytesCannotBeRead() throws InterruptedException {
    engine.refusal = Problem.of(FailureCode.ENCRYPTED, "needs a password");

    assertThat(recognise(NO_LIMIT)).isEqualTo(Recognised.Failed.ofBytes(SENT_AT, engine.refusal));
    ContentKey own = new ContentKey(HASH, engine.info(OPTIONS).orElseThrow().fingerprint());
    assertThat(cache.recall(own).join())
        .isEqualTo(new CacheLookup.Hit<Outcome<RawJson>>(Outcome.failed(engine.refusal)));
    assertThat(cache.recall(TASK_KEY).join()).isEqualTo(new CacheLookup.Miss<>());
  }

  @Test
  void shouldRememberATenantsFailureForThatTenantAlone() throws InterruptedException {
    engine.refusal = Problem.of(FailureCode.ENCRYPTED, "needs a password");
    String fingerprint = engine.info(OPTIONS).orElseThrow().fingerprint();
    ContentKey theirs = new ContentKey(HASH, fingerprint, "acme");
    Recognised unused =
        recognised(Json.write(new RecogniseTask(theirs, PLACE, OPTIONS, SENT_AT, 1, null)));

    assertThat(cache.recall(theirs).join())
        .isEqualTo(new CacheLookup.Hit<Outcome<RawJson>>(Outcome.failed(engine.refusal)));
    assertThat(cache.recall(new ContentKey(HASH, fingerprint)).join())
        .isEqualTo(new CacheLookup.Miss<>());
  }

  @Test
  void shouldNotRememberWhatAnotherAttemptMayNotMeet() throws InterruptedException {
    engine.refusal = Problem.of(FailureCode.ENGINE_CRASHED, "died");

    assertThat(failed(recognise(NO_LIMIT)).problem()).isEqualTo(engine.refusal);
    assertThat(cache.writes()).isZero();
  }

  @Test
  void shouldFetchNothingWhenTheBytesAreKnownToBeUnreadable() throws InterruptedException {
    Problem corrupt = Problem.of(FailureCode.CORRUPT, "damaged");
    cache.putFailure(TASK_KEY, corrupt).join();

    assertThat(recognise(NO_LIMIT)).isEqualTo(Recognised.Failed.ofBytes(SENT_AT, corrupt));
    assertThat(content.fetches).isZero();
  }

  @Test
  void shouldBlameTheDocumentWhenTheEngineReadsOthers() throws InterruptedException {
    Breakers breakers = engineBreakers();
    engineOutages = new OutageGate(breakers, Duration.ZERO, () -> nanos, duration -> {});
    Problem crash = Problem.of(FailureCode.CRASHES_ENGINE, "ran out of memory");
    engine.refusing = file -> CanaryPageTest.isCanary(file) ? null : crash;
    for (int i = 0; i < 5; i++) {
      assertThat(recognise(NO_LIMIT)).isEqualTo(Recognised.Failed.ofBytes(SENT_AT, crash));
      assertThat(folder).as("the canary is deleted too").isEmptyDirectory();
    }
    ContentKey own = new ContentKey(HASH, engine.info(OPTIONS).orElseThrow().fingerprint());
    assertThat(cache.recall(own).join())
        .isEqualTo(new CacheLookup.Hit<Outcome<RawJson>>(Outcome.failed(crash)));
    assertThat(breakers.open()).isZero();
  }

  @Test
  void shouldNotTakeACrashForAnOutageWhenTheEngineReadsOthers() throws InterruptedException {
    Breakers breakers = engineBreakers();
    engineOutages = new OutageGate(breakers, Duration.ZERO, () -> nanos, duration -> {});
    for (FailureCode code : List.of(FailureCode.ENGINE_CRASHED, FailureCode.INTERNAL)) {
      Problem problem = Problem.of(code, "killed");
      engine.refusing = file -> CanaryPageTest.isCanary(file) ? null : problem;
      for (int i = 0; i < 5; i++) {
        assertThat(failed(recognise(NO_LIMIT)).problem()).isEqualTo(problem);
      }
    }
    assertThat(breakers.open()).isZero();
    assertThat(cache.writes()).isZero();
  }

  @Test
  void shouldNotBlameTheDocumentWhenTheEngineReadsNoneAtAll() throws InterruptedException {
    Breakers breakers = engineBreakers();
    engineOutages = new OutageGate(breakers, Duration.ZERO, () -> nanos, duration -> {});
    engine.refusal = new Problem(FailureCode.CRASHES_ENGINE, "died", 2);
    for (int i = 0; i < 2; i++) {
      assertThat(failed(recognise(NO_LIMIT)).problem())
          .isEqualTo(new Problem(FailureCode.ENGINE_CRASHED, "died", 2));
    }
    assertThat(breakers.open()).isEqualTo(1);
    assertThat(cache.writes()).isZero();
  }

  @Test
  void shouldHoldTheTaskWhileTheEngineFailsForEveryone() throws InterruptedException {
    List<Duration> held = new ArrayList<>();
    engineOutages =
        new OutageGate(
            engineBreakers(),
            OutageGate.LOOK.multipliedBy(3),
            () -> nanos,
            duration -> {
              held.add(duration);
              nanos += duration.toNanos();
            });
    Problem crash = Problem.of(FailureCode.ENGINE_CRASHED, "died");
    engine.refusal = crash;
    assertThat(failed(recognise(NO_LIMIT)).problem()).isEqualTo(crash);
    assertThat(failed(recognise(NO_LIMIT)).problem()).isEqualTo(crash);
    assertThat(held).isEmpty();

    engine.refusal = null;
    assertThat(recognise(NO_LIMIT)).as("past its patience").isInstanceOf(Recognised.Read.class);
    assertThat(held).hasSize(3);
    assertThat(folder).as("the document is deleted").isEmptyDirectory();
  }

  @Test
  void shouldNotTakeDocumentsThatCannotBeReadForAnOutage() throws InterruptedException {
    Breakers breakers = engineBreakers();
    engineOutages = new OutageGate(breakers, Duration.ZERO, () -> nanos, duration -> {});
    engine.refusal = Problem.of(FailureCode.TOO_MANY_PAGES, "too many");
    for (int i = 0; i < 5; i++) {
      assertThat(failed(recognise(NO_LIMIT)).problem()).isEqualTo(engine.refusal);
    }
    assertThat(breakers.open()).isZero();
  }

  private static Breakers engineBreakers() {
    return new Breakers(
        Breakers.Kind.ENGINE,
        new BreakerRules(2, 100, Duration.ofMinutes(1)),
        new SimpleMeterRegistry(),
        CLOCK);
  }

  @Test
  void shouldBeginNothingWhenTheDeadlineIsOver() throws InterruptedException {
    assertThat(recognised(task(CLOCK.millis()))).isEqualTo(ABANDONED);
    assertThat(content.fetches).isZero();
  }

  @Test
  void shouldReadWhenTheDeadlineIsStillToCome() throws InterruptedException {
    assertThat(recognised(task(CLOCK.millis() + 1))).isInstanceOf(Recognised.Read.class);
  }

  @Test
  void shouldAnswerFromTheCacheThoughTheDeadlineIsOver() throws InterruptedException {
    cache.put(TASK_KEY, PAYLOAD).join();
    assertThat(recognised(task(0L))).isInstanceOf(Recognised.Read.class);
  }

  @Test
  void shouldListTheDocumentWhileItIsRead() throws Exception {
    List<ReadingProgress.Reading> seen = new ArrayList<>();
    engine.pageCount = 3;
    engine.reading =
        number -> {
          seen.addAll(progress.readings());
          return number == 2
              ? Outcome.failed(ScriptedEngine.CORRUPT)
              : Outcome.of(ScriptedEngine.page(number, "word", 0.5));
        };

    recognise(NO_LIMIT);

    assertThat(seen)
        .containsExactly(
            new ReadingProgress.Reading(HASH, PLACE.uri(), CLOCK.millis(), 3, 0),
            new ReadingProgress.Reading(HASH, PLACE.uri(), CLOCK.millis(), 3, 1),
            new ReadingProgress.Reading(HASH, PLACE.uri(), CLOCK.millis(), 3, 2));
    assertThat(progress.readings()).isEmpty();
  }

  @Test
  void shouldPutForAShorterTimeWhenOnlySomePagesWereRead() throws InterruptedException {
    engine.pageCount = 2;
    engine.reading =
        number ->
            number == 1
                ? Outcome.of(ScriptedEngine.page(1, "one", 0.5))
                : Outcome.failed(ScriptedEngine.CORRUPT);

    Recognised.Read partial = read(recognise(NO_LIMIT));

    assertThat(payload(partial).status()).isEqualTo(Payload.Status.PARTIAL);
    assertThat(payload(partial).failedPages()).containsExactly(2);
    ContentKey own = new ContentKey(HASH, engine.info(OPTIONS).orElseThrow().fingerprint());
    assertThat(cache.find(own).join()).isEqualTo(new CacheLookup.Hit<>(partial.payload()));
    assertThat(cache.partials()).isEqualTo(1);
  }

  @Test
  void shouldAnswerAllTheSameWhenTheCacheIsDown() throws InterruptedException {
    cache.setDown(true);

    assertThat(payload(read(recognise(NO_LIMIT))).text()).isEqualTo("page 1");
  }

  @Test
  void shouldStoreThePayloadWhenItIsOneByteOverTheLimit() throws InterruptedException {
    engine.reading = number -> Outcome.of(ScriptedEngine.page(1, "word ".repeat(400), 0.5));
    Recognised.Read whole = read(recognise(NO_LIMIT));
    int size = whole.payload().utf8().length;

    cache.clear();
    assertThat(read(recognise(size)).payload()).isEqualTo(whole.payload());
    cache.clear();
    assertThat(read(recognise(size + 1)).payload()).isEqualTo(whole.payload());
    assertThat(outputs.names()).isEmpty();

    cache.clear();
    Recognised.Read reduced = read(recognise(size - 1));
    StoredObject stored = requireNonNull(payload(reduced).stored());
    assertThat(outputs.bytes(stored)).isEqualTo(whole.payload().utf8());
    ContentKey own = new ContentKey(HASH, engine.info(OPTIONS).orElseThrow().fingerprint());
    assertThat(cache.find(own).join()).isEqualTo(new CacheLookup.Hit<>(reduced.payload()));
  }

  /** Another place of the same bytes may have room for it. */
  @Test
  void shouldFailUnverifiedAndCacheNothingWhenThePayloadCannotBeStored()
      throws InterruptedException {
    outputs.refusal = Problem.of(FailureCode.OUTPUT_FAILED, "away");
    engine.reading = number -> Outcome.of(ScriptedEngine.page(1, "word ".repeat(400), 0.5));

    assertThat(recognise(1000)).isEqualTo(Recognised.Failed.ofLocation(SENT_AT, outputs.refusal));
    assertThat(cache.writes()).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldFailVerifiedWhenNoFormOfThePayloadFits() throws InterruptedException {
    Recognised.Failed failed = failed(recognise(100));

    assertThat(failed.problem().code()).isEqualTo(FailureCode.RESULT_TOO_LARGE);
    assertThat(failed.problem().message()).contains("100");
    assertThat(failed.verified()).isTrue();
    assertThat(cache.writes()).isZero();
  }

  /** A failure caused by an interrupted slot must not become the document's answer. */
  @Test
  void shouldAnswerNothingWhenStoringWasInterrupted() {
    outputs.refusal = Problem.of(FailureCode.OUTPUT_FAILED, "interrupted");
    outputs.beforePut = () -> Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> recognise(100));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldFailRetryablyWhenTheWorkFolderCannotBeUsed() throws InterruptedException {
    engine.beforeRead =
        () -> {
          throw new UncheckedIOException(new IOException("no space left"));
        };

    Recognised.Failed failed = failed(recognise(NO_LIMIT));
    assertThat(failed.problem().code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(failed.problem().message()).doesNotContain("space");
  }

  @Test
  void shouldAnswerWithTheDeliveriesWhenTheyAreUsedUp() {
    Recognised.Failed failed = failed(completion(handler(NO_LIMIT).exhausted(task(), 5)));

    assertThat(failed.problem().code()).isEqualTo(FailureCode.ENGINE_CRASHED);
    assertThat(failed.problem().attempts()).isEqualTo(5);
    assertThat(failed.verified()).isFalse();
    assertThat(content.fetches).isZero();
  }

  @Test
  void shouldQuoteNoExceptionMessageWhenItAnswersForADefect() {
    Throwable cause = new IllegalStateException("text of the document");

    Recognised.Failed failed = failed(completion(handler(NO_LIMIT).defect(task(), cause)));

    assertThat(failed.problem().code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(failed.problem().message())
        .contains("IllegalStateException")
        .doesNotContain("document");
  }

  private Recognised recognise(long maxPayloadBytes) throws InterruptedException {
    return completion(handler(maxPayloadBytes).handle(task()));
  }

  private Recognised recognised(byte[] task) throws InterruptedException {
    return completion(handler(NO_LIMIT).handle(task));
  }

  private RecogniseHandler handler(long maxPayloadBytes) {
    DocumentReader.Limits limits =
        new DocumentReader.Limits(Duration.ofMinutes(1), Duration.ofMinutes(1), 10, 1);
    DocumentReader reader =
        new DocumentReader(engine, engine, limits, CachedPages.of(cache), helpers, () -> nanos);
    return new RecogniseHandler(
        new RetryingContent(content, ScriptedContent.ONCE, NoOutages.CONTENT),
        cache,
        reader,
        progress,
        engineOutages,
        new ResultAssembly(new OutputFiles(0), outputs, maxPayloadBytes),
        CLOCK,
        () -> nanos,
        LegacyAnswers.OFF);
  }

  private static byte[] task() {
    return Json.write(new RecogniseTask(TASK_KEY, PLACE, OPTIONS, SENT_AT, 1, null));
  }

  private static byte[] task(long deadline) {
    return Json.write(new RecogniseTask(TASK_KEY, PLACE, OPTIONS, SENT_AT, 1, deadline));
  }

  private static Recognised completion(byte[] utf8) {
    Recognised recognised = Json.readOwn(utf8, Recognised.class);
    assertThat(recognised.sentAt()).isEqualTo(SENT_AT);
    return recognised;
  }

  private static Recognised.Read read(Recognised recognised) {
    assertThat(recognised).isInstanceOf(Recognised.Read.class);
    return (Recognised.Read) recognised;
  }

  private static Recognised.Failed failed(Recognised recognised) {
    assertThat(recognised).isInstanceOf(Recognised.Failed.class);
    return (Recognised.Failed) recognised;
  }

  private static Payload payload(Recognised.Read read) {
    return Json.readOwn(read.payload().utf8(), Payload.class);
  }
}
