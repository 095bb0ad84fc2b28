/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import static java.net.HttpURLConnection.HTTP_ACCEPTED;
import static java.net.HttpURLConnection.HTTP_BAD_METHOD;
import static java.net.HttpURLConnection.HTTP_CLIENT_TIMEOUT;
import static java.net.HttpURLConnection.HTTP_INTERNAL_ERROR;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;
import static java.net.HttpURLConnection.HTTP_OK;
import static java.net.HttpURLConnection.HTTP_UNAVAILABLE;

import io.ocrstream.client.OcrAnswer;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.gateway.GatewayResponse.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes responses. Errors are problem details (RFC 9457) without document text.
 *
 * <p><b>Threading:</b> any.
 */
final class Responses {
  /** Delay after which a client should try again, in seconds. */
  static final String RETRY_AFTER_SECONDS = "1";

  static final String EVENT_ID = "Ocr-Event-Id";
  static final String SOURCE = "Ocr-Source";
  static final String CONTENT_HASH = "Ocr-Content-Hash";
  static final String NEEDS_REVIEW = "Ocr-Needs-Review";

  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";
  private static final String RETRY_AFTER = "Retry-After";
  private static final int UNPROCESSABLE = 422;

  private Responses() {}

  /** Returns the response with a payload. */
  static GatewayResponse result(Result result, RawJson payload) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(EVENT_ID, result.eventId());
    headers.put(SOURCE, result.source().jsonName());
    headers.put(CONTENT_HASH, result.contentHash().toString());
    Result.Review review = result.needsReview();
    if (review != null) {
      headers.put(
          NEEDS_REVIEW,
          review.reasons().stream()
              .map(Result.Review.Reason::jsonName)
              .collect(Collectors.joining(", ")));
    }
    return new GatewayResponse(Outcome.RESULT, HTTP_OK, headers, JSON, payload, true);
  }

  /** Returns the response of a document without a reading. */
  static GatewayResponse failure(Failure failure) {
    FailureCode code = failure.code();
    return problem(
        Outcome.FAILURE,
        FailureStatus.of(code),
        code.name(),
        failure.message(),
        failure.eventId(),
        failure.retryable());
  }

  /** Returns the response to a request that is wrong, or whose document was not stored. */
  static GatewayResponse problem(Problem problem) {
    FailureCode code = problem.code();
    int status = FailureStatus.of(code);
    boolean isLater = code.isRetryable();
    return problem(
        isLater || status >= HTTP_INTERNAL_ERROR ? Outcome.UNAVAILABLE : Outcome.REJECTED,
        status,
        code.name(),
        problem.message(),
        null,
        isLater);
  }

  /** Returns the response to an upload that takes too long. */
  static GatewayResponse slow(String message) {
    return problem(
        Outcome.REJECTED, HTTP_CLIENT_TIMEOUT, FailureCode.TIMED_OUT.name(), message, null, true);
  }

  /** Returns the response if no answer is known. */
  static GatewayResponse unknown(OcrAnswer.Unknown answer) {
    boolean isLate = answer.reason() == OcrAnswer.Reason.TIMED_OUT;
    String message =
        switch (answer.reason()) {
          case TIMED_OUT -> "No answer arrived before the deadline";
          case TOO_MANY_OPEN -> "Too many documents wait for their answer; try again later";
          case NOT_STORED, NOT_PUBLISHED -> "The brokers did not accept the event; try again later";
          case CLOSED, UNREADABLE -> "The gateway receives no answers; try again later";
        };
    return problem(
        Outcome.UNAVAILABLE,
        isLate ? FailureStatus.of(FailureCode.TIMED_OUT) : HTTP_UNAVAILABLE,
        isLate ? FailureCode.TIMED_OUT.name() : "UNAVAILABLE",
        message,
        answer.eventId(),
        true);
  }

  /** Returns the response to a request above a limit of parallel requests. */
  static GatewayResponse busy() {
    return problem(
        Outcome.UNAVAILABLE,
        HTTP_UNAVAILABLE,
        "TOO_MANY_REQUESTS",
        "Too many requests wait for their answer; try again later",
        null,
        true);
  }

  /** Returns the response to an idempotency key that belongs to another request. */
  static GatewayResponse reusedKey() {
    return problem(
        Outcome.REJECTED,
        UNPROCESSABLE,
        "KEY_REUSED",
        "This Idempotency-Key belongs to a request with another document or other parameters",
        null,
        false);
  }

  /** Returns the response to an address that is none. */
  static GatewayResponse unknownId() {
    return problem(
        Outcome.REJECTED,
        HTTP_NOT_FOUND,
        "UNKNOWN_ID",
        "This is not the id of a request",
        null,
        false);
  }

  /** Returns the response to a method that a path does not have. */
  static GatewayResponse wrongMethod(String allowed) {
    GatewayResponse response =
        problem(
            Outcome.REJECTED, HTTP_BAD_METHOD, "METHOD_NOT_ALLOWED", "Use " + allowed, null, false);
    return withHeader(response, "Allow", allowed);
  }

  /** Returns the response of a request whose answer is not there yet. */
  static GatewayResponse pending(String eventId, String address) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", "pending");
    body.put("event_id", eventId);
    body.put("location", address);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(EVENT_ID, eventId);
    headers.put("Location", address);
    headers.put(RETRY_AFTER, RETRY_AFTER_SECONDS);
    return new GatewayResponse(
        Outcome.PENDING, HTTP_ACCEPTED, headers, JSON, RawJson.of(Json.write(body)), false);
  }

  private static GatewayResponse problem(
      Outcome outcome,
      int status,
      String code,
      String message,
      @Nullable String eventId,
      boolean retryable) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", status);
    body.put("title", code);
    body.put("detail", message);
    body.put("code", code);
    body.put("retryable", retryable);
    Map<String, String> headers = new LinkedHashMap<>();
    if (eventId != null) {
      body.put("event_id", eventId);
      headers.put(EVENT_ID, eventId);
    }
    if (status == HTTP_UNAVAILABLE) {
      headers.put(RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return new GatewayResponse(
        outcome,
        status,
        headers,
        PROBLEM,
        RawJson.of(Json.write(body)),
        outcome == Outcome.FAILURE && !retryable);
  }

  private static GatewayResponse withHeader(GatewayResponse of, String name, String value) {
    Map<String, String> headers = new LinkedHashMap<>(of.headers());
    headers.put(name, value);
    return new GatewayResponse(
        of.outcome(), of.status(), headers, of.contentType(), of.body(), of.isFinal());
  }
}
