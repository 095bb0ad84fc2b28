/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.InMemoryCache;
import io.ocrstream.content.Inspected;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Identified;
import io.ocrstream.contracts.IdentifyTask;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.resilience.NoOutages;
import io.ocrstream.worker.document.ScriptedEngine;
import io.ocrstream.worker.task.TaskDeadline;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentifyHandlerTest {
  private static final byte[] BYTES = "the document".getBytes(UTF_8);
  private static final ContentHash HASH = ContentHash.ofBytes(BYTES);
  private static final String FINGERPRINT = "0123456789abcdef";
  private static final ContentKey KEY = new ContentKey(HASH, FINGERPRINT);
  private static final Location UNPINNED = new Location("https://host/a.png", null);
  private static final Location PINNED = new Location("https://host/a.png", "etag");
  private static final RawJson PAYLOAD = ScriptedEngine.cached();
  private static final long SENT_AT = 42;
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  @TempDir private Path folder = Path.of("");
  private final ScriptedContent content = new ScriptedContent();
  private final InMemoryCache cache = new InMemoryCache();
  private final IdentifyHandler handler =
      new IdentifyHandler(
          new RetryingContent(content, ScriptedContent.ONCE, NoOutages.CONTENT), cache, CLOCK);

  @BeforeEach
  void hold() {
    content.inspecting = location -> Outcome.of(new Inspected(location, null, null));
    content.holds(folder, BYTES);
  }

  @Test
  void shouldReadNoBytesWhenTheStoreKnowsTheHash() throws InterruptedException {
    content.inspecting = location -> Outcome.of(new Inspected(PINNED, null, HASH));

    assertThat(identify(UNPINNED)).isEqualTo(new Identified.Known(SENT_AT, KEY, null));
    assertThat(content.fetches).isZero();
    assertThat(cache.locate(PINNED).join()).isEqualTo(new CacheLookup.Hit<>(HASH));
  }

  @Test
  void shouldReadNoBytesWhenTheIndexKnowsThePinnedLocation() throws InterruptedException {
    content.inspecting = location -> Outcome.of(new Inspected(PINNED, null, null));
    cache.remember(PINNED, HASH).join();

    assertThat(identify(UNPINNED)).isEqualTo(new Identified.Known(SENT_AT, KEY, null));
    assertThat(content.fetches).isZero();
  }

  @Test
  void shouldReadTheBytesWhenNeitherKnowsAndRememberThem() throws InterruptedException {
    assertThat(identify(PINNED)).isEqualTo(new Identified.Known(SENT_AT, KEY, null));
    assertThat(identify(PINNED)).isEqualTo(new Identified.Known(SENT_AT, KEY, null));

    assertThat(content.fetches).as("the second is answered from the index").isEqualTo(1);
    assertThat(folder).as("what was read is deleted").isEmptyDirectory();
  }

  @Test
  void shouldNeitherAskNorTellTheIndexWhenTheLocationMayChange() throws InterruptedException {
    cache.remember(UNPINNED, ContentHash.ofBytes("older bytes".getBytes(UTF_8))).join();

    assertThat(identify(UNPINNED)).isEqualTo(new Identified.Known(SENT_AT, KEY, null));
    assertThat(cache.locate(UNPINNED).join()).isNotEqualTo(new CacheLookup.Hit<>(HASH));
  }

  @Test
  void shouldBringThePayloadWhenTheContentWasReadBefore() throws InterruptedException {
    cache.put(KEY, PAYLOAD).join();

    assertThat(identify(UNPINNED)).isEqualTo(new Identified.Known(SENT_AT, KEY, PAYLOAD));
  }

  @Test
  void shouldKnowOnlyWhatItsOwnTenantLeft() throws InterruptedException {
    Location acme = PINNED.of("acme");
    ContentKey key = new ContentKey(HASH, FINGERPRINT, "acme");
    cache.remember(PINNED, HASH).join();
    cache.put(KEY, PAYLOAD).join();

    assertThat(identify(acme)).isEqualTo(new Identified.Known(SENT_AT, key, null));
    assertThat(content.fetches).isEqualTo(1);
    assertThat(cache.locate(acme).join()).isEqualTo(new CacheLookup.Hit<>(HASH));
    cache.put(key, PAYLOAD).join();
    assertThat(identify(acme)).isEqualTo(new Identified.Known(SENT_AT, key, PAYLOAD));
    assertThat(content.fetches).isEqualTo(1);
  }

  @Test
  void shouldBringNoPayloadWhenItWasReadInAnotherWay() throws InterruptedException {
    cache.put(new ContentKey(HASH, "fedcba9876543210"), PAYLOAD).join();

    assertThat(identify(UNPINNED)).isEqualTo(new Identified.Known(SENT_AT, KEY, null));
  }

  @Test
  void shouldIdentifyAllTheSameWhenTheCacheIsDown() throws InterruptedException {
    cache.setDown(true);

    assertThat(identify(PINNED)).isEqualTo(new Identified.Known(SENT_AT, KEY, null, true));
    assertThat(content.fetches).isEqualTo(1);
  }

  @Test
  void shouldTellThatThereIsMoreToSeeWhenTheBytesAreKnownToBeUnreadable()
      throws InterruptedException {
    cache.putFailure(KEY, Problem.of(FailureCode.CORRUPT, "cut")).join();

    assertThat(identify(PINNED)).isEqualTo(new Identified.Known(SENT_AT, KEY, null, true));
  }

  @Test
  void shouldFailWhenTheStoreRefusesToBeAsked() throws InterruptedException {
    Problem problem = Problem.of(FailureCode.NOT_FOUND, "nothing there");
    content.inspecting = location -> Outcome.failed(problem);

    assertThat(identify(PINNED)).isEqualTo(new Identified.Failed(SENT_AT, problem));
    assertThat(content.fetches).isZero();
  }

  @Test
  void shouldFailWhenTheBytesAreRefused() throws InterruptedException {
    Problem problem = Problem.of(FailureCode.TOO_LARGE, "too many bytes");
    content.fetching = location -> Outcome.failed(problem);

    assertThat(identify(PINNED)).isEqualTo(new Identified.Failed(SENT_AT, problem));
    assertThat(cache.locate(PINNED).join()).isEqualTo(new CacheLookup.Miss<>());
  }

  @Test
  void shouldLookAgainWhenTheObjectChangesUnderAnEventThatNamesNoState()
      throws InterruptedException {
    content.inspecting = location -> Outcome.of(new Inspected(PINNED, null, null));
    content.fetching =
        location -> Outcome.failed(Problem.of(FailureCode.OBJECT_CHANGED, "overwritten"));

    assertThat(identify(UNPINNED)).isInstanceOf(Identified.Failed.class);
    assertThat(content.inspections).isEqualTo(IdentifyHandler.MAX_ATTEMPTS);

    content.inspections = 0;
    assertThat(identify(PINNED)).isInstanceOf(Identified.Failed.class);
    assertThat(content.inspections).as("an event that names a state means that one").isEqualTo(1);
  }

  @Test
  void shouldAnswerWithTheDeliveriesWhenTheyAreUsedUp() {
    Problem problem = problem(handler.exhausted(task(PINNED), 5));

    assertThat(problem.code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(problem.attempts()).isEqualTo(5);
    assertThat(content.inspections).isZero();
  }

  @Test
  void shouldQuoteNoExceptionMessageWhenItAnswersForADefect() {
    Problem problem =
        problem(handler.defect(task(PINNED), new IllegalStateException("text of the document")));

    assertThat(problem.code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(problem.message()).contains("IllegalStateException").doesNotContain("document");
  }

  @Test
  void shouldThrowWhenTheBytesAreNoTask() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> handler.handle("no task".getBytes(UTF_8)));
  }

  @Test
  void shouldAskNobodyWhenTheDeadlineIsOver() throws InterruptedException {
    assertThat(identify(PINNED, CLOCK.millis()))
        .isEqualTo(new Identified.Failed(SENT_AT, TaskDeadline.OVER, true));
    assertThat(content.inspections).isZero();
    assertThat(identify(PINNED, CLOCK.millis() + 1)).isInstanceOf(Identified.Known.class);
  }

  private Identified identify(Location location, long deadline) throws InterruptedException {
    IdentifyTask task = new IdentifyTask(location, FINGERPRINT, SENT_AT, 1, deadline);
    return Json.readOwn(handler.handle(Json.write(task)), Identified.class);
  }

  private Identified identify(Location location) throws InterruptedException {
    return Json.readOwn(handler.handle(task(location)), Identified.class);
  }

  private static byte[] task(Location location) {
    return Json.write(new IdentifyTask(location, FINGERPRINT, SENT_AT, 1, null));
  }

  private static Problem problem(byte[] completion) {
    Identified identified = Json.readOwn(completion, Identified.class);
    assertThat(identified.sentAt()).isEqualTo(SENT_AT);
    return identified.fold(
        known -> {
          throw new AssertionError("identified");
        },
        Identified.Failed::problem);
  }
}
