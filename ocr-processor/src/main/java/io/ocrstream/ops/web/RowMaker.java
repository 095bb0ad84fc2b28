/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Locations;
import io.ocrstream.contracts.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts records to rows.
 *
 * <p><b>Threading:</b> any.
 */
final class RowMaker {
  /** Maximum number of characters of a document id or location. */
  static final int MAX_NAME_CHARS = 300;

  /** Maximum number of characters of a failure's message. */
  static final int MAX_MESSAGE_CHARS = 1_000;

  private RowMaker() {}

  /** Holds the parts of a payload that the page needs; texts are skipped when parsing. */
  private record PayloadFigures(
      @Nullable Double confidence, int wordCount, @Nullable List<PageFigures> pages) {
    int pageCount() {
      return pages == null ? 0 : pages.size();
    }

    int failed() {
      return pages == null
          ? 0
          : (int) pages.stream().filter(page -> "failed".equals(page.status())).count();
    }
  }

  private record PageFigures(int number, @Nullable String status) {}

  /**
   * Returns the row of an {@code ocr.results} record.
   *
   * @param at position of the record
   * @param text whether the page shows the text
   */
  static AnswerRow of(Result result, AnswerPosition at, boolean text) throws Json.Unreadable {
    Result.Review review = result.needsReview();
    PayloadFigures payload = Json.read(result.result().utf8(), PayloadFigures.class);
    return new AnswerRow(
        0,
        result.timings().answeredAt(),
        cut(result.eventId(), MAX_NAME_CHARS),
        result.source().jsonName(),
        cut(Locations.shownId(result.documentId()), MAX_NAME_CHARS),
        cut(Locations.shown(result.uri()), MAX_NAME_CHARS),
        result.contentHash().hex(),
        at.toString(),
        Math.max(0, result.timings().answeredAt() - result.timings().receivedAt()),
        new AnswerRow.Figures(
            payload.pageCount(), payload.failed(), payload.wordCount(), payload.confidence()),
        review == null ? List.of() : review.reasons(),
        null,
        text);
  }

  /** Returns the row of an {@code ocr.failures} record. */
  static AnswerRow of(Failure failure) {
    ContentHash hash = failure.contentHash();
    return new AnswerRow(
        0,
        failure.failedAt(),
        cut(failure.eventId(), MAX_NAME_CHARS),
        "failure",
        cut(Locations.shownId(failure.documentId()), MAX_NAME_CHARS),
        cut(Locations.shown(failure.uri()), MAX_NAME_CHARS),
        hash == null ? null : hash.hex(),
        null,
        null,
        null,
        List.of(),
        new AnswerRow.Failed(
            failure.code().name(),
            failure.fault().jsonName(),
            failure.retryable(),
            failure.attempts(),
            cut(failure.message(), MAX_MESSAGE_CHARS),
            failure.code().advice()),
        false);
  }

  /** Returns the result with a location that grants no access. */
  static Result withoutCredentials(Result result) {
    return new Result(
        result.eventId(),
        Locations.shownId(result.documentId()),
        Locations.shown(result.uri()),
        result.contentHash(),
        result.source(),
        result.timings(),
        result.tag(),
        result.needsReview(),
        result.result());
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    // Do not split a surrogate pair.
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }
}
