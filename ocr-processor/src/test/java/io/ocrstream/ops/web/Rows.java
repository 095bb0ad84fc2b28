/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Timings;
import java.util.List;
import java.util.Map;

/** Builds answers as they are on the topics. */
final class Rows {
  private Rows() {}

  static final AnswerPosition FIRST = new AnswerPosition(0, 1);

  static Result result(String documentId, String uri, String text) {
    Map<String, Object> page =
        Map.of("number", 1, "width", 100, "height", 50, "status", "read", "text", text);
    Map<String, Object> lost = Map.of("number", 2, "status", "failed", "text", "");
    Map<String, Object> payload =
        Map.of("text", text, "confidence", 0.5, "word_count", 3, "pages", List.of(page, lost));
    return new Result(
        "event",
        documentId,
        uri,
        ContentHash.ofBytes(text.getBytes(UTF_8)),
        Source.COALESCED,
        new Timings(1_000, 1_010, 1_052, null, null),
        null,
        RawJson.of(Json.write(payload)));
  }

  static Failure failure(String documentId, String message) {
    FailureCode code = FailureCode.CORRUPT;
    return new Failure(
        "event",
        documentId,
        "https://user:secret@host/a.pdf?X-Amz-Signature=abc",
        null,
        code,
        code.fault(),
        code.isRetryable(),
        2,
        message,
        null,
        2_000);
  }

  /** Adds a result to the log as the feed does. */
  static void add(AnswerLog log, Result result) throws Json.Unreadable {
    add(log, result, FIRST);
  }

  /** As the feed takes it in from this position. */
  static void add(AnswerLog log, Result result, AnswerPosition at) throws Json.Unreadable {
    log.add(RowMaker.of(result, at, true), Json.write(RowMaker.withoutCredentials(result)));
  }
}
