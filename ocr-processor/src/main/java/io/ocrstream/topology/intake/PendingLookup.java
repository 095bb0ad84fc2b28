/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.UploadEvent;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongFunction;

/** An event with its pending look-up, or an event that was refused. */
sealed interface PendingLookup {
  /** Applies the function of this case. */
  default <T> T fold(Function<Begun, T> begun, Function<Refused, T> refused) {
    return this instanceof Begun pending ? begun.apply(pending) : refused.apply((Refused) this);
  }

  /**
   * The look-up was started.
   *
   * @param event the event
   * @param options the event's options merged over the defaults
   * @param fingerprint fingerprint of the requested reading
   * @param found the cache's knowledge; completes within the cache's deadline, never exceptionally
   */
  record Begun(
      UploadEvent event,
      OcrOptions options,
      String fingerprint,
      CompletableFuture<KnownAnswer> found)
      implements PendingLookup {}

  /**
   * The event cannot be processed.
   *
   * @param failure returns the failure, given the time in epoch milliseconds
   */
  record Refused(LongFunction<Failure> failure) implements PendingLookup {}
}
