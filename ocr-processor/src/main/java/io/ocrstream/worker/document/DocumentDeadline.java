/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time left for reading a document.
 *
 * <p><b>Threading:</b> any.
 */
final class DocumentDeadline {
  private final DocumentReader.Limits limits;
  private final LongSupplier nanoTime;
  private final long end;

  /**
   * Starts the time of the document.
   *
   * @param nanoTime the time source, as {@link System#nanoTime}
   */
  DocumentDeadline(DocumentReader.Limits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() + limits.documentTimeout().toNanos();
  }

  /** Returns the time limit of a page, at most what is left for the document. */
  Outcome<Duration> ofPage() {
    return ofDocument()
        .map(left -> left.compareTo(limits.pageTimeout()) < 0 ? left : limits.pageTimeout());
  }

  /** Returns the time left for the document; a problem if none is left. */
  Outcome<Duration> ofDocument() {
    Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
    return left.isNegative() || left.isZero()
        ? Outcome.failed(FailureCode.TIMED_OUT, "The document exceeded its time limit")
        : Outcome.of(left);
  }

  /** Returns the current time in nanoseconds, for measuring shorter spans. */
  long now() {
    return nanoTime.getAsLong();
  }
}
