/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.config.ReviewConfig;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.Payload.PageQuality;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The limit of review, fitted so that the share of bad documents that need review, plus the share
 * of the others that need none, is greatest. The other limits are those of the settings.
 *
 * @param minConfidence minimum confidence of a page
 */
record ReviewFit(double minConfidence) {
  private static final ReviewConfig SETTINGS = SettingsLoader.of(Map.of()).review();

  /** F1 of the words below which a document should be reviewed. */
  private static final double MIN_WORDS = 0.9;

  private static final int STEPS = 100;

  /** Fits the limits on {@code documents}, each read with its model. */
  static ReviewFit of(List<ReadDocument> documents, Function<ReadDocument, ReadingModel> models) {
    List<PageQuality> bad = qualities(documents, models, true);
    List<PageQuality> good = qualities(documents, models, false);
    ReviewFit best = new ReviewFit(0);
    double most = -1;
    // Lower limits come first, so that of equal ones the one is kept that asks for less review.
    for (int step = 0; step < STEPS; step++) {
      ReviewFit tried = new ReviewFit(step / (double) STEPS);
      double right = tried.share(bad, true) + tried.share(good, false);
      if (right > most) {
        most = right;
        best = tried;
      }
    }
    return best;
  }

  static boolean isBad(ReadDocument document, ReadingModel model) {
    return document.chosen(model).wordsFound() < MIN_WORDS;
  }

  boolean needsReview(PageQuality worst) {
    return (worst.confidence() != null && worst.confidence() < minConfidence)
        || (worst.agreement() != null && worst.agreement() < SETTINGS.minAgreement())
        || (worst.missedInk() != null && worst.missedInk() > SETTINGS.maxMissedInk())
        || worst.unreadable();
  }

  private static List<PageQuality> qualities(
      List<ReadDocument> documents, Function<ReadDocument, ReadingModel> models, boolean bad) {
    return documents.stream()
        .filter(document -> isBad(document, models.apply(document)) == bad)
        .map(document -> document.worst(models.apply(document)))
        .toList();
  }

  private double share(List<PageQuality> documents, boolean needReview) {
    return documents.stream().filter(worst -> needsReview(worst) == needReview).count()
        / (double) documents.size();
  }
}
