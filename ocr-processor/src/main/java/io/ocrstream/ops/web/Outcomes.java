/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

/**
 * Events by how they were answered, since some beginning.
 *
 * @param cache with what Redis had
 * @param ocr with what was read for them
 * @param coalesced with what was read for another event
 * @param failure with a failure
 */
record Outcomes(long cache, long ocr, long coalesced, long failure) {
  static final Outcomes NONE = new Outcomes(0, 0, 0, 0);

  Outcomes minus(Outcomes other) {
    return new Outcomes(
        cache - other.cache, ocr - other.ocr, coalesced - other.coalesced, failure - other.failure);
  }
}
