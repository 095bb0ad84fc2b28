/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

/** Tells where an answer came from. */
public enum Source implements Json.Named {
  /** From the cache in Redis. */
  CACHE,
  /** From a reading for this event. */
  OCR,
  /** From a reading for another event that was running or had just finished. */
  COALESCED;
}
