/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowMakerTest {
  @Test
  void shouldTellFiguresAndNoText() throws Exception {
    Result result = Rows.result("a.pdf", "s3://b/k?versionId=1", "the secret text");

    AnswerRow row = RowMaker.of(result, false);

    assertThat(row)
        .isEqualTo(
            new AnswerRow(
                0,
                1_052,
                "coalesced",
                "a.pdf",
                "s3://b/k",
                42L,
                new AnswerRow.Figures(2, 1, 3, 0.5, List.of()),
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
        .isEqualTo(new AnswerRow.Failed("CORRUPT", "document", false, 2, "Broken."));
  }

  @Test
  void shouldCutWhatIsLongButNoCharacterInTwo() throws Exception {
    String longest = "x".repeat(RowMaker.MAX_NAME_CHARS);
    assertThat(RowMaker.of(Rows.failure(longest, "m")).document()).isEqualTo(longest);
    assertThat(RowMaker.of(Rows.failure(longest + "y", "m")).document()).isEqualTo(longest + "…");

    String pair = "x".repeat(RowMaker.MAX_NAME_CHARS - 1) + "😀";
    assertThat(RowMaker.of(Rows.result(pair, "s3://b/k", "t"), false).document())
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
    Result result = Rows.result("a", "s3://b/k", "t");
    Result odd =
        new Result(
            result.eventId(),
            result.documentId(),
            result.uri(),
            result.contentHash(),
            result.source(),
            result.timings(),
            null,
            RawJson.of("{\"word_count\":\"many\"}".getBytes(UTF_8)));

    assertThatThrownBy(() -> RowMaker.of(odd, false)).isInstanceOf(Json.Unreadable.class);
  }
}
