/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.client;

import io.ocrstream.client.OcrAnswer.Reason;
import io.ocrstream.client.OcrAnswer.Unknown;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Holds the requests that wait for their answer. Each one ends: with its answer, with its timeout,
 * or with the client.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> the given number of requests.
 */
final class OpenRequests {
  private final Semaphore places;
  private final Map<String, CompletableFuture<OcrAnswer>> open = new ConcurrentHashMap<>();

  OpenRequests(int limit) {
    places = new Semaphore(limit);
  }

  /**
   * Opens a request; empty if too many are open. The stage completes when the request has ended and
   * its place is free.
   *
   * @throws IllegalArgumentException if a request with this id is open
   */
  Optional<CompletionStage<OcrAnswer>> open(String eventId, Duration timeout) {
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    CompletableFuture<OcrAnswer> request = new CompletableFuture<>();
    if (open.putIfAbsent(eventId, request) != null) {
      places.release();
      throw new IllegalArgumentException("a request with this event id is open");
    }
    CompletionStage<OcrAnswer> ended =
        request.whenComplete(
            (answer, failure) -> {
              open.remove(eventId);
              places.release();
            });
    var unused =
        request.completeOnTimeout(
            Unknown.of(eventId, Reason.TIMED_OUT, null), timeout.toMillis(), TimeUnit.MILLISECONDS);
    return Optional.of(ended);
  }

  boolean isOpen(String eventId) {
    return open.containsKey(eventId);
  }

  /** Ends the request that waits for this answer, if one does. */
  void answer(OcrAnswer answer) {
    CompletableFuture<OcrAnswer> request = open.get(answer.eventId());
    if (request != null) {
      request.complete(answer);
    }
  }

  /** Ends every request; {@code why} makes its answer from its event id. */
  void endAll(Function<String, Unknown> why) {
    open.forEach((eventId, request) -> request.complete(why.apply(eventId)));
  }
}
