/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static io.ocrstream.contracts.Result.Review.Reason.ENGINES_DISAGREE;
import static io.ocrstream.contracts.Result.Review.Reason.LOW_CONFIDENCE;
import static io.ocrstream.contracts.Result.Review.Reason.MISSED_INK;
import static io.ocrstream.contracts.Result.Review.Reason.UNREADABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Choice;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Payload.PageQuality;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result.Review;
import io.ocrstream.contracts.Treatment;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReviewPolicyTest {
  private static final EngineInfo ENGINE =
      new EngineInfo("auto", "1", "abc", OcrOptions.text(List.of("eng")));

  private final ReviewPolicy policy = new ReviewPolicy(0.8, 0.15, 0.3, false);

  @Test
  void shouldNeedNoReviewWhenEveryFigureIsAtItsLimit() {
    assertThat(policy.of(payload(page(1, 0.8, 0.15, 0.3), page(2, null, null, null)))).isEmpty();
  }

  @Test
  void shouldNameEachPageWithItsReasonsWhenAFigureIsBeyondItsLimit() {
    Review review =
        policy
            .of(
                payload(
                    page(1, 0.9, 0.1, 0.4),
                    page(2, 0.7999, 0.1, 0.4),
                    page(3, 0.9, 0.1501, 0.2999),
                    Page.failed(4, FailureCode.TIMED_OUT),
                    page(5, null, 1.0, null).withMissedInk(1.0, Page.Incomplete.UNREAD_INK)))
            .orElseThrow();
    assertThat(review.reasons())
        .containsExactly(LOW_CONFIDENCE, MISSED_INK, ENGINES_DISAGREE, UNREADABLE);
    assertThat(review.pages())
        .containsExactly(
            new Review.PageReview(2, List.of(LOW_CONFIDENCE)),
            new Review.PageReview(3, List.of(MISSED_INK, ENGINES_DISAGREE)),
            new Review.PageReview(4, List.of(UNREADABLE)),
            new Review.PageReview(5, List.of(MISSED_INK, UNREADABLE)));
  }

  @Test
  void shouldNameAsManyPagesAsFitWhenMoreNeedReview() {
    Page[] pages =
        IntStream.rangeClosed(1, ReviewPolicy.MAX_PAGES + 1)
            .mapToObj(number -> page(number, 0.1, 0.9, 0.1))
            .toArray(Page[]::new);
    Review review = policy.of(payload(pages)).orElseThrow();
    assertThat(review.pages()).hasSize(ReviewPolicy.MAX_PAGES);
    assertThat(Json.write(review)).hasSizeLessThan(32 << 10);
  }

  @Test
  void shouldGiveTheReasonsWhenThePayloadIsStoredWithoutItsPages() {
    RawJson stored =
        RawJson.of(Json.write(payload(List.of(), new PageQuality(0.5, null, null, false))));
    assertThat(policy.of(stored)).contains(new Review(List.of(LOW_CONFIDENCE), List.of()));
  }

  @Test
  void shouldNeedNoReviewWhenAnotherWriterGaveNoFigures() {
    for (String json :
        List.of("{}", "{\"worst\":7}", "{\"worst\":{\"unreadable\":\"x\"}}", "{\"worst\":{")) {
      assertThat(policy.of(RawJson.of(json.getBytes(UTF_8)))).isEmpty();
    }
  }

  private static RawJson payload(Page... pages) {
    PageQuality worst =
        List.of(pages).stream().map(PageQuality::of).reduce(PageQuality.NONE, PageQuality::worst);
    return RawJson.of(Json.write(payload(List.of(pages), worst)));
  }

  private static Payload payload(List<Page> pages, PageQuality worst) {
    // The text looks like the field, but its quotes are escaped.
    String text = "\"worst\":{\"confidence\":0.0}";
    return new Payload(
        text,
        0.9,
        1,
        1,
        1,
        Payload.Status.COMPLETE,
        worst,
        ENGINE,
        pages,
        List.of(),
        List.of(),
        null);
  }

  private static Page page(
      int number,
      @Nullable Double confidence,
      @Nullable Double missedInk,
      @Nullable Double agreement) {
    Choice choice = new Choice(EngineName.ONNX, Choice.Reason.FEWER_ERRORS, agreement);
    return new Page(
            number,
            10,
            10,
            0,
            Page.Status.READ,
            Page.TextSource.OCR,
            confidence,
            "text",
            Treatment.NONE.withChoice(choice),
            null,
            null,
            null,
            null)
        .withMissedInk(missedInk, null);
  }
}
