/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.standalone.chaos.AnswerCheck.Outcome;
import io.ocrstream.standalone.chaos.AnswerCheck.Truth;
import org.junit.jupiter.api.Test;

/** A check that finds nothing when something is wrong is worse than none. */
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

    Outcome outcome = check.outcome();
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

    assertThat(check.outcome().isClean()).isFalse();
    assertThat(check.outcome().lost()).isEqualTo(1);
    assertThat(check.outcome().findings()).containsExactly("no answer to 2");
  }

  @Test
  void shouldFindTheDoubledWhenAnEventHasAResultAndAFailure() {
    event("1", "a");
    result("1", "words of a");
    failure("1", "INTERNAL", true);

    assertThat(check.outcome().isClean()).isFalse();
    assertThat(check.outcome().doubled()).isEqualTo(1);
  }

  @Test
  void shouldFindTheStrayWhenNobodyAsked() {
    result("9", "words of a");

    assertThat(check.outcome().isClean()).isFalse();
    assertThat(check.outcome().stray()).isEqualTo(1);
  }

  @Test
  void shouldFindTheUntrueWhenTextIsAnothersOrABadDocumentHasOne() {
    event("1", "a");
    event("2", "bad");
    result("1", "words of b");
    result("2", "words of bad");

    assertThat(check.outcome().isClean()).isFalse();
    assertThat(check.outcome().wrong()).isEqualTo(2);
  }

  @Test
  void shouldFindTheUntrueWhenAGoodDocumentIsCalledBad() {
    event("1", "a");
    failure("1", "CORRUPT", false);

    assertThat(check.outcome().wrong()).isEqualTo(1);
  }

  @Test
  void shouldCountWhatEnginesReadAndNotWhatWasFound() {
    check.task();
    check.completion("{\"outcome\":\"read\",\"from_cache\":false}".getBytes(UTF_8));
    check.completion("{\"outcome\":\"read\",\"from_cache\":true}".getBytes(UTF_8));
    check.completion("{\"outcome\":\"failed\"}".getBytes(UTF_8));

    assertThat(check.outcome().tasks()).isEqualTo(1);
    assertThat(check.outcome().readings()).isEqualTo(1);
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
