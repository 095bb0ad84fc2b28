/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.cache.CacheLookup;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.worker.document.ReadingProgress;
import io.ocrstream.worker.document.ScriptedEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests what a task becomes: an answer of the cache, a reading, or a failure. */
class RecogniseHandlerTest extends RecogniseHandlerBench {
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
}
