/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Asks a worker to identify the bytes at a location. It is the value of {@code ocr.identify}, keyed
 * by the location's digest.
 *
 * @param location the location
 * @param fingerprint fingerprint of the reading that the first event needs, for the worker's cache
 *     look-up
 * @param sentAt epoch milliseconds; identifies the flight, and the completion repeats it
 * @param attempt 1, incremented each time the task is sent again because it was lost
 * @param deadline see {@link RecogniseTask#deadline}
 */
public record IdentifyTask(
    Location location, String fingerprint, long sentAt, int attempt, @Nullable Long deadline) {
  /** Checks required fields, because Jackson sets missing ones to null. */
  public IdentifyTask {
    requireNonNull(location, "location");
    requireNonNull(fingerprint, "fingerprint");
  }
}
