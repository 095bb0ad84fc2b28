/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.UploadEvent;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongFunction;

/** One event, with the look-up that was begun for it. */
sealed interface PendingLookup {
  /** One of the two, by case. */
  <T> T fold(Function<Begun, T> begun, Function<Refused, T> refused);

  /**
   * It is being looked up.
   *
   * @param event the event
   * @param options its options over the defaults
   * @param fingerprint of the reading it asks for
   * @param found what the cache knows; completes within the cache's deadline, never exceptionally
   */
  record Begun(
      UploadEvent event,
      OcrOptions options,
      String fingerprint,
      CompletableFuture<KnownAnswer> found)
      implements PendingLookup {
    @Override
    public <T> T fold(Function<Begun, T> begun, Function<Refused, T> refused) {
      return begun.apply(this);
    }
  }

  /**
   * It cannot be worked on.
   *
   * @param failure its answer, given the time in epoch milliseconds
   */
  record Refused(LongFunction<Failure> failure) implements PendingLookup {
    @Override
    public <T> T fold(Function<Begun, T> begun, Function<Refused, T> refused) {
      return refused.apply(this);
    }
  }
}
