/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Payload.PageQuality;
import io.ocrstream.contracts.PayloadFigures;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result.Review;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which results a person should check. The decision uses only figures in the payload, so
 * other limits apply to cached payloads too.
 *
 * <p>A payload holds the worst figures of its pages. Only if one of them passes a limit are the
 * pages parsed, so a result that needs no review costs next to nothing.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> names {@link #MAX_PAGES} pages. <b>Fails:</b> never; a
 * payload of another writer needs no review.
 *
 * @param minConfidence minimum confidence of a page, 0 to 1
 * @param maxMissedInk maximum fraction of unread ink, 0 to 1
 * @param minAgreement minimum agreement of two engines, 0 to 1
 * @param copies whether results to check are copied to {@code ocr.review}
 */
public record ReviewPolicy(
    double minConfidence, double maxMissedInk, double minAgreement, boolean copies) {
  /** Maximum number of pages that a result names. Their names fit into the record's envelope. */
  static final int MAX_PAGES = 200;

  /** The parts of a payload that decide; texts and words are skipped when parsing. */
  private record Pages(@Nullable List<Row> pages) {}

  private record Row(
      int number,
      Page.Status status,
      @Nullable Double confidence,
      @Nullable Double missedInk,
      Page.@Nullable Incomplete incomplete,
      @Nullable Treated treatment) {
    PageQuality quality() {
      Agreed choice = treatment == null ? null : treatment.choice();
      return new PageQuality(
          confidence,
          missedInk,
          choice == null ? null : choice.agreement(),
          status == Page.Status.FAILED || incomplete != null);
    }
  }

  private record Treated(@Nullable Agreed choice) {}

  private record Agreed(@Nullable Double agreement) {}

  /** Returns why a person should check {@code payload}; empty if nobody needs to. */
  Optional<Review> of(RawJson payload) {
    return PayloadFigures.worst(payload)
        .map(this::reasons)
        .filter(reasons -> !reasons.isEmpty())
        .map(reasons -> new Review(reasons, pages(payload)));
  }

  private List<Review.PageReview> pages(RawJson payload) {
    // Of another writer's payload, the worst figures still say that it needs review.
    return Json.find(payload.utf8(), Pages.class).map(Pages::pages).stream()
        .flatMap(List::stream)
        .map(row -> new Review.PageReview(row.number(), reasons(row.quality())))
        .filter(page -> !page.reasons().isEmpty())
        .limit(MAX_PAGES)
        .toList();
  }

  private List<Review.Reason> reasons(PageQuality quality) {
    List<Review.Reason> reasons = new ArrayList<>();
    if (isBelow(quality.confidence(), minConfidence)) {
      reasons.add(Review.Reason.LOW_CONFIDENCE);
    }
    if (quality.missedInk() != null && quality.missedInk() > maxMissedInk) {
      reasons.add(Review.Reason.MISSED_INK);
    }
    if (isBelow(quality.agreement(), minAgreement)) {
      reasons.add(Review.Reason.ENGINES_DISAGREE);
    }
    if (quality.unreadable()) {
      reasons.add(Review.Reason.UNREADABLE);
    }
    return reasons;
  }

  private static boolean isBelow(@Nullable Double value, double limit) {
    return value != null && value < limit;
  }
}
