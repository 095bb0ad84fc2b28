/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Result.Review;
import io.ocrstream.contracts.Result.Review.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowMakerTest {
  @Test
  void shouldTellFiguresAndNoText() throws Exception {
    Result result = Rows.result("a.pdf", "s3://b/k?versionId=1", "the secret text");

    AnswerRow row = RowMaker.of(result, new AnswerPosition(3, 9), false);

    assertThat(row)
        .isEqualTo(
            new AnswerRow(
                0,
                1_052,
                "event",
                "coalesced",
                "a.pdf",
                "s3://b/k",
                result.contentHash().hex(),
                "3-9",
                42L,
                new AnswerRow.Figures(2, 1, 3, 0.5),
                List.of(),
                null,
                false));
    assertThat(new String(Json.write(row), UTF_8)).doesNotContain("secret");
  }

  @Test
  void shouldTellWhatHappenedOfAFailure() {
    AnswerRow row = RowMaker.of(Rows.failure("https://u:secret@h/a?sig=secret", "Broken."));

    assertThat(row.document()).isEqualTo("https://h/a");
    assertThat(row.location()).isEqualTo("https://host/a.pdf");
    assertThat(row.failure())
        .isEqualTo(
            new AnswerRow.Failed(
                "CORRUPT", "document", false, 2, "Broken.", FailureCode.CORRUPT.advice()));
  }

  @Test
  void shouldCutWhatIsLongButNoCharacterInTwo() throws Exception {
    String longest = "x".repeat(RowMaker.MAX_NAME_CHARS);
    assertThat(RowMaker.of(Rows.failure(longest, "m")).document()).isEqualTo(longest);
    assertThat(RowMaker.of(Rows.failure(longest + "y", "m")).document()).isEqualTo(longest + "…");

    String pair = "x".repeat(RowMaker.MAX_NAME_CHARS - 1) + "😀";
    assertThat(RowMaker.of(Rows.result(pair, "s3://b/k", "t"), Rows.FIRST, false).document())
        .isEqualTo("x".repeat(RowMaker.MAX_NAME_CHARS - 1) + "…");

    String message = "x".repeat(RowMaker.MAX_MESSAGE_CHARS);
    assertThat(RowMaker.of(Rows.failure("d", message + "y")).failure())
        .extracting(AnswerRow.Failed::message)
        .isEqualTo(message + "…");
  }

  @Test
  void shouldTakeCredentialsFromRecords() {
    Result shown =
        RowMaker.withoutCredentials(
            Rows.result("https://u:secret@h/a?b", "https://u:secret@h/a?b", "text"));

    assertThat(new String(Json.write(shown), UTF_8)).contains("text").doesNotContain("secret");
  }

  @Test
  void shouldRefuseARecordThatIsNoAnswer() {
    Result odd = withPayload("{\"word_count\":\"many\"}");

    assertThatThrownBy(() -> RowMaker.of(odd, Rows.FIRST, false))
        .isInstanceOf(Json.Unreadable.class);
  }

  @Test
  void shouldTellWhyAPersonShouldCheckAResult() throws Exception {
    Result result = Rows.result("a", "s3://b/k", "t");
    Review review =
        new Review(
            List.of(Reason.LOW_CONFIDENCE, Reason.MISSED_INK),
            List.of(new Review.PageReview(2, List.of(Reason.MISSED_INK))));
    Result checked = with(result, review, result.result());

    assertThat(RowMaker.of(checked, Rows.FIRST, false).review())
        .containsExactly(Reason.LOW_CONFIDENCE, Reason.MISSED_INK);
    assertThat(RowMaker.withoutCredentials(checked).needsReview()).isEqualTo(review);
  }

  private static Result with(Result result, @Nullable Review review, RawJson payload) {
    return new Result(
        result.eventId(),
        result.documentId(),
        result.uri(),
        result.contentHash(),
        result.source(),
        result.timings(),
        null,
        review,
        payload);
  }

  private static Result withPayload(String payload) {
    return with(Rows.result("a", "s3://b/k", "t"), null, RawJson.of(payload.getBytes(UTF_8)));
  }
}
