/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

/** Settings of the review of results. */
public interface ReviewConfig {
  @Doc(
      "Minimum confidence of each page. With `ocr.engine.name=auto`, confidence is the expected"
          + " fraction of words that are right.")
  @Default("0.9")
  @Range(min = "0", max = "1")
  double minConfidence();

  @Doc("Maximum fraction of a page's letter-like ink outside its words.")
  @Default("0.15")
  @Range(min = "0", max = "1")
  double maxMissedInk();

  @Doc(
      "Minimum agreement of two engines on a page: the words that both read, as a fraction of"
          + " the mean number of words of both.")
  @Default("0.3")
  @Range(min = "0", max = "1")
  double minAgreement();
}
