/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import java.util.List;
import java.util.Map;

/**
 * What {@link Calibrate} measured, as it is stored in the tree. The blocks of docs/accuracy.md and
 * its diagrams are made from it; it holds no text of any document.
 *
 * @param model the numbers of {@code reading-model.properties}, fitted on all documents
 * @param kinds figures by kind of document, the last row over all
 * @param diagrams calibration of the words, by engine
 * @param review how well review finds bad documents
 */
record AccuracyResults(
    Map<String, String> model, List<Kind> kinds, List<Diagram> diagrams, Review review) {
  /** Name of the row over all documents. */
  static final String ALL = "all";

  /** Figures of the documents of a kind, by way of reading. */
  record Kind(String kind, int documents, Map<String, Figures> figures) {}

  /**
   * Figures of one way of reading. Those of other programs have only the median.
   *
   * @param median of the character error rates
   * @param mean of the character error rates
   * @param ninetieth percentile of the character error rates
   * @param bad share of documents with a character error rate over one half
   * @param words median F1 over the words in any order
   * @param seconds mean processor time of a document
   */
  record Figures(
      double median, double mean, double ninetieth, double bad, double words, double seconds) {}

  /** Words of an engine by confidence. */
  record Diagram(String engine, Side before, Side after) {}

  /** One calibration, with its expected calibration error. */
  record Side(double error, List<Bin> bins) {}

  /** Words whose confidences are alike. */
  record Bin(double confidence, double right, int words) {}

  /**
   * Review of documents that were left out of the fit of the limits.
   *
   * @param minConfidence limit, fitted on all documents
   * @param bad documents of which fewer than nine in ten words are right
   * @param found those among them that need review
   * @param good the other documents
   * @param passed those among them that need none
   */
  record Review(double minConfidence, int bad, int found, int good, int passed) {}
}
