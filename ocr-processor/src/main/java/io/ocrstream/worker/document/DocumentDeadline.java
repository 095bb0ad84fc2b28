/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.time.Duration;
import java.util.function.Function;
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

  /** What a page may take, no more than the document; {@code over} where that has had its time. */
  <R> R ofPage(Function<Duration, R> within, Function<Problem, R> over) {
    return ofDocument(
        left ->
            within.apply(left.compareTo(limits.pageTimeout()) < 0 ? left : limits.pageTimeout()),
        over);
  }

  /** All that is left for the document; {@code over} where it has had its time. */
  <R> R ofDocument(Function<Duration, R> within, Function<Problem, R> over) {
    Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
    return left.isNegative() || left.isZero()
        ? over.apply(
            Problem.of(
                FailureCode.TIMED_OUT, "the document took longer than " + limits.documentTimeout()))
        : within.apply(left);
  }

  /** The time, for shorter spans. */
  long now() {
    return nanoTime.getAsLong();
  }
}
