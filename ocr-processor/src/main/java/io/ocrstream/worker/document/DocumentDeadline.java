/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time that a document may still take.
 *
 * <p><b>Threading:</b> any.
 */
final class DocumentDeadline {
  private final DocumentReader.Limits limits;
  private final LongSupplier nanoTime;
  private final long end;

  /** Begins now; {@code nanoTime} as {@link System#nanoTime}. */
  DocumentDeadline(DocumentReader.Limits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() + limits.documentTimeout().toNanos();
  }

  /** Returns what a page may take, no more than the document; a problem once that is over. */
  Outcome<Duration> ofPage() {
    return ofDocument()
        .map(left -> left.compareTo(limits.pageTimeout()) < 0 ? left : limits.pageTimeout());
  }

  /** Returns all that is left for the document; a problem once that is over. */
  Outcome<Duration> ofDocument() {
    Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
    return left.isNegative() || left.isZero()
        ? Outcome.failed(
            FailureCode.TIMED_OUT, "the document took longer than " + limits.documentTimeout())
        : Outcome.of(left);
  }

  /** The time, for shorter spans. */
  long now() {
    return nanoTime.getAsLong();
  }
}
