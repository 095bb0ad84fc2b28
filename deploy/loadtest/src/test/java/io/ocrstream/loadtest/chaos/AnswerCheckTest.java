/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.loadtest.chaos.AnswerCheck.Outcome;
import io.ocrstream.loadtest.chaos.AnswerCheck.Truth;
import io.ocrstream.loadtest.chaos.EngineBound.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests the check itself, because a check that finds nothing when something is wrong is worse than
 * none.
 */
class AnswerCheckTest {
  private final AnswerCheck check =
      new AnswerCheck(uri -> new Truth(uri.equals("bad") ? null : "words of " + uri));

  @Test
  void shouldFindNothingWhenEachEventHasItsTrueAnswer() {
    event("1", "a");
    event("2", "bad");
    event("3", "b");
    result("1", "Words of\\n a");
    failure("2", "CORRUPT", false);
    failure("3", "FETCH_FAILED", true);

    Outcome outcome = outcome();
    assertThat(outcome.isClean()).isTrue();
    assertThat(outcome.events()).isEqualTo(3);
    assertThat(outcome.results()).isEqualTo(1);
    assertThat(outcome.failures()).containsEntry("CORRUPT", 1).containsEntry("FETCH_FAILED", 1);
    assertThat(outcome.findings()).isEmpty();
  }

  @Test
  void shouldFindTheLostWhenAnEventHasNoAnswer() {
    event("1", "a");
    event("2", "b");
    result("1", "words of a");

    assertThat(outcome().isClean()).isFalse();
    assertThat(outcome().lost()).isEqualTo(1);
    assertThat(outcome().findings()).containsExactly("no answer to event 2");
  }

  @Test
  void shouldFindTheDoubledWhenAnEventHasAResultAndAFailure() {
    event("1", "a");
    result("1", "words of a");
    failure("1", "INTERNAL", true);

    assertThat(outcome().isClean()).isFalse();
    assertThat(outcome().doubled()).isEqualTo(1);
  }

  @Test
  void shouldFindTheStrayWhenNobodyAsked() {
    result("9", "words of a");

    assertThat(outcome().isClean()).isFalse();
    assertThat(outcome().stray()).isEqualTo(1);
  }

  @Test
  void shouldFindTheUntrueWhenTextIsAnothersOrABadDocumentHasOne() {
    event("1", "a");
    event("2", "bad");
    result("1", "words of b");
    result("2", "words of bad");

    assertThat(outcome().isClean()).isFalse();
    assertThat(outcome().wrong()).isEqualTo(2);
  }

  @Test
  void shouldFindTheUntrueWhenAGoodDocumentIsCalledBad() {
    event("1", "a");
    failure("1", "CORRUPT", false);

    assertThat(outcome().wrong()).isEqualTo(1);
  }

  @Test
  void shouldCountWhatEnginesReadAndNotWhatWasFound() {
    check.task();
    reading("k", 0);
    completion("k", "{\"outcome\":\"read\",\"from_cache\":true}", 1);
    completion("k", "{\"outcome\":\"failed\"}", 2);

    assertThat(outcome().tasks()).isEqualTo(1);
    assertThat(outcome().readings()).isEqualTo(1);
    assertThat(outcome().repeated()).isZero();
    assertThat(outcome().isClean()).isTrue();
  }

  @Test
  void shouldFindTheExcessWhenContentIsReadTwiceAndNothingWasBroken() {
    reading("k", 1_000);
    reading("other", 1_500);
    reading("k", 2_000);

    assertThat(outcome().isClean()).isFalse();
    assertThat(outcome().repeated()).isEqualTo(1);
    assertThat(outcome().excess()).isEqualTo(1);
    assertThat(outcome().findings()).containsExactly("read again without a fault: k");
  }

  @ParameterizedTest
  @EnumSource(names = {"PROCESSOR_KILL", "PROCESSOR_PAUSE", "ENGINE_KILL", "STORE_SLOW"})
  void shouldFindTheExcessWhenWhatWasBrokenIsNoReasonToReadAgain(InjectedFault fault) {
    reading("k", 1_000);
    reading("k", 2_000);

    assertThat(check.outcome(List.of(new Span(fault, 900, 2_000))).excess()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER_KILL", "WORKER_PAUSE", "REDIS_FLUSH", "REDIS_STALL"})
  void shouldExcuseOneReadingWhenAFaultLiesBetweenTheTwo(InjectedFault fault) {
    reading("k", 100_000);
    reading("k", 200_000);

    List<Span> broken = List.of(new Span(fault, 150_000, 151_000));
    assertThat(check.outcome(broken).isClean()).isTrue();
    assertThat(check.outcome(broken).repeated()).isEqualTo(1);
    // A third reading is not explained by a fault that ended long before.
    reading("k", 300_000);
    reading("k", 301_000);
    assertThat(check.outcome(broken).excess()).isEqualTo(2);
  }

  @Test
  void shouldFindTheExcessWhenTheFaultWasOverLongBefore() {
    reading("k", 100_000);
    reading("k", 101_000);

    long over = 100_000 - EngineBound.LAG_MS;
    assertThat(check.outcome(broken(over - 2)).excess()).isEqualTo(1);
    assertThat(check.outcome(broken(over)).excess()).isZero();
  }

  @Test
  void shouldExcuseAReadingWhenTheOneBeforeWasPartial() {
    completion("k", "{\"outcome\":\"read\",\"payload\":{\"status\":\"partial\"}}", 1_000);
    reading("k", 2_000);

    assertThat(outcome().repeated()).isEqualTo(1);
    assertThat(outcome().isClean()).isTrue();
  }

  /**
   * A flight that is sent once must be read once. A later one must be read if Redis has nothing.
   */
  @Test
  void shouldTellALaterFlightFromOneThatIsReadTwice() {
    sent("twice", 1_000, 2_000);
    sent("twice", 1_000, 2_500);
    sent("resent", 1_000, 2_000);
    sent("resent", 2_000, 2_500);
    sent("later", 1_000, 2_000);
    sent("later", 2_001, 2_500);

    assertThat(outcome().repeated()).isEqualTo(3);
    assertThat(outcome().later()).isEqualTo(1);
  }

  @Test
  void shouldExcuseAReadingWhenARoleReportedThatRedisDoesNotAnswer(@TempDir Path folder)
      throws IOException {
    Path log = folder.resolve("worker-1.log");
    Files.writeString(
        log,
        """
        2026-01-02T03:04:05.678Z INFO  [main] i.o.cache.redis.RedisCache - Redis is available
        2026-01-02T03:04:06.000Z WARN  [t] i.o.cache.redis.RedisCache - Redis is not available (no answers in time); look-ups are misses until it is back
            at a.stack.Trace
        """);
    long at = Instant.parse("2026-01-02T03:04:06Z").toEpochMilli();
    List<Span> reported = ReportedOutages.of(log);
    assertThat(reported).containsExactly(new Span(InjectedFault.REDIS_STALL, at, at));

    reading("k", at - 1_000);
    reading("k", at + 1_000);
    assertThat(check.outcome(reported).excess()).isZero();
  }

  private void sent(String key, long sentAtMs, long atMs) {
    completion(key, "{\"outcome\":\"read\",\"sent_at\":" + sentAtMs + "}", atMs);
  }

  private Outcome outcome() {
    return check.outcome(List.of());
  }

  private static List<Span> broken(long until) {
    return List.of(new Span(InjectedFault.REDIS_FLUSH, until - 1, until));
  }

  private void reading(String key, long atMs) {
    completion(key, "{\"outcome\":\"read\",\"from_cache\":false}", atMs);
  }

  private void completion(String key, String json, long atMs) {
    check.completion(key, json.getBytes(UTF_8), atMs);
  }

  private void event(String id, String uri) {
    check.event("{\"event_id\":\"%s\",\"uri\":\"%s\"}".formatted(id, uri).getBytes(UTF_8));
  }

  private void result(String id, String text) {
    String json = "{\"event_id\":\"%s\",\"result\":{\"text\":\"%s\"}}".formatted(id, text);
    check.result(json.getBytes(UTF_8));
  }

  private void failure(String id, String code, boolean retryable) {
    String json = "{\"event_id\":\"%s\",\"code\":\"%s\",\"retryable\":%s}";
    check.failure(json.formatted(id, code, retryable).getBytes(UTF_8));
  }
}
