/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import io.ocrstream.client.OcrAnswer;
import io.ocrstream.client.OcrClient;
import io.ocrstream.config.GatewayConfig;
import io.ocrstream.content.OutputStore;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.StoredObject;
import io.ocrstream.contracts.UploadEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores uploads, publishes their events, and waits for the answers.
 *
 * <p>An upload's place follows from its hash, and its event from the request's id and parameters.
 * So a request that this process does not know is asked again: the answer comes from the cache,
 * from the reading that is in progress, or from a new one.
 *
 * <p><b>Threading:</b> any; blocks for the store and for the producer. <b>Bounds:</b> {@link
 * KnownRequests}. <b>Fails:</b> never; the stages always complete with a response.
 */
final class DocumentRequests {
  /** Time to wait for the processor's answer after the event's deadline. */
  static final Duration ANSWER_GRACE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(DocumentRequests.class);

  private final GatewayConfig settings;
  private final String place;
  private final OutputStore store;
  private final EventPublisher publisher;
  private final StoredPayloads payloads;
  private final InstantSource clock;
  private final KnownRequests known;

  DocumentRequests(
      GatewayConfig settings,
      OutputStore store,
      EventPublisher publisher,
      StoredPayloads payloads,
      InstantSource clock) {
    String location = settings.location().orElseThrow();
    this.settings = settings;
    this.place = location.endsWith("/") ? location : location + "/";
    this.store = store;
    this.publisher = publisher;
    this.payloads = payloads;
    this.clock = clock;
    this.known = new KnownRequests(settings.maxRemembered().bytes());
  }

  /** Returns the response to an upload; the caller deletes its file. */
  CompletionStage<GatewayResponse> submit(
      Upload upload, ReadRequest request, Optional<String> idempotencyKey) {
    RequestId id =
        idempotencyKey
            .map(key -> RequestId.ofKey(key, upload.hash(), request.query()))
            .orElseGet(() -> RequestId.random(upload.hash()));
    if (idempotencyKey.isPresent() && !known.claim(idempotencyKey.get(), id.toString())) {
      return CompletableFuture.completedStage(Responses.reusedKey());
    }
    Outcome<StoredObject> stored =
        store.put(
            new Location(place, null), upload.hash().hex(), upload.file(), upload.mediaType());
    return stored.fold(
        object -> answer(id, request, settings.maxWait()),
        problem -> CompletableFuture.completedStage(Responses.problem(problem)));
  }

  /** Returns the response to a question for the answer of a request. */
  CompletionStage<GatewayResponse> status(RequestId id, ReadRequest request) {
    return answer(id, request, Duration.ZERO);
  }

  private CompletionStage<GatewayResponse> answer(
      RequestId id, ReadRequest request, Duration defaultWait) {
    KnownRequests.Known asked = known.join(id.toString());
    if (asked.isNew()) {
      publish(id, request, asked);
    }
    Duration wait = request.waiting().orElse(defaultWait);
    Duration bounded = wait.compareTo(settings.maxWait()) > 0 ? settings.maxWait() : wait;
    return within(bounded, asked, Responses.pending(id.toString(), address(id, request)));
  }

  /* A pending response promises an answer, so it waits until the brokers have the event. */
  private static CompletableFuture<GatewayResponse> within(
      Duration wait, KnownRequests.Known asked, GatewayResponse pending) {
    CompletableFuture<GatewayResponse> response = new CompletableFuture<>();
    var answered = asked.answer().thenAccept(response::complete);
    if (!answered.isDone()) {
      var unused =
          new CompletableFuture<Void>()
              .completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS)
              .thenCombine(asked.acknowledged(), (late, isPublished) -> isPublished)
              .thenAccept(
                  isPublished -> {
                    if (isPublished) {
                      response.complete(pending);
                    }
                  });
    }
    return response;
  }

  private void publish(RequestId id, ReadRequest request, KnownRequests.Known asked) {
    String eventId = id.toString();
    long deadline = clock.millis() + settings.deadline().toMillis();
    UploadEvent event =
        UploadEvent.of(
                eventId,
                request.documentId() == null ? eventId : request.documentId(),
                place + id.hash().hex())
            .withContentHash(id.hash())
            .withOptions(request.options())
            .with(settings.tenant().orElse(null), request.tag(), deadline);
    OcrClient.Submission submission =
        publisher.publish(event, settings.deadline().plus(ANSWER_GRACE));
    submission.acknowledged().thenAccept(asked.acknowledged()::complete);
    submission
        .answer()
        .thenApply(this::response)
        .exceptionally(DocumentRequests::defect)
        .thenAccept(response -> known.end(eventId, response));
  }

  private GatewayResponse response(OcrAnswer answer) {
    return answer.fold(
        read -> Responses.result(read.result(), payloads.json(read)),
        failed -> Responses.failure(failed.failure()),
        Responses::unknown);
  }

  private static GatewayResponse defect(Throwable failure) {
    LOG.error("An answer could not be sent", failure);
    return Responses.problem(
        Problem.of(FailureCode.INTERNAL, "The answer could not be sent; see the gateway's log"));
  }

  private static String address(RequestId id, ReadRequest request) {
    String path = Gateway.PATH + "/" + id;
    return request.query().isEmpty() ? path : path + "?" + request.query();
  }
}
