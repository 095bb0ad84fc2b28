/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * "Which bytes stand there?": the value of {@code ocr.identify}, keyed by the location's digest.
 *
 * @param location where to look
 * @param fingerprint the reading that the first event asks for, so that the worker can look it up
 * @param sentAt epoch milliseconds; names the flight, echoed in the completion
 * @param attempt 1, and one more each time the task is sent again because it was lost
 * @param deadline as {@link RecogniseTask#deadline}
 */
public record IdentifyTask(
    Location location, String fingerprint, long sentAt, int attempt, @Nullable Long deadline) {
  /** Checks that nothing is missing: Jackson leaves out what the bytes leave out. */
  public IdentifyTask {
    requireNonNull(location, "location");
    requireNonNull(fingerprint, "fingerprint");
  }

  /** A task without a deadline. */
  public IdentifyTask(Location location, String fingerprint, long sentAt, int attempt) {
    this(location, fingerprint, sentAt, attempt, null);
  }
}
