/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

/**
 * Counts events by outcome.
 *
 * @param cache answered from the cache
 * @param ocr answered by reading the document
 * @param coalesced answered by the reading of another event
 * @param failure answered with a failure
 */
record Outcomes(long cache, long ocr, long coalesced, long failure) {
  static final Outcomes NONE = new Outcomes(0, 0, 0, 0);

  Outcomes minus(Outcomes other) {
    return new Outcomes(
        cache - other.cache, ocr - other.ocr, coalesced - other.coalesced, failure - other.failure);
  }
}
