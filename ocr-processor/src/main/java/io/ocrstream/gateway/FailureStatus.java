/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import io.ocrstream.contracts.FailureCode;

/** Maps failure codes to HTTP statuses; {@code docs/gateway.md} has the same table. */
final class FailureStatus {
  private FailureStatus() {}

  /** Returns the status of a failure: 4xx if the client can change something, 5xx otherwise. */
  static int of(FailureCode code) {
    return switch (code) {
      case INVALID_EVENT, UNSUPPORTED_OPTION, UNSUPPORTED_LANGUAGE -> 400;
      case HASH_MISMATCH, OBJECT_CHANGED -> 409;
      case NOT_FOUND -> 410;
      case TOO_LARGE, TOO_MANY_PAGES, TOO_MANY_PIXELS -> 413;
      case UNSUPPORTED_TYPE -> 415;
      case EMPTY, CORRUPT, ENCRYPTED, NO_SUCH_PAGE, RESULT_TOO_LARGE, CRASHES_ENGINE -> 422;
      case FORBIDDEN_LOCATION,
          ACCESS_DENIED,
          OBJECT_ARCHIVED,
          FETCH_REFUSED,
          OUTPUT_REFUSED,
          INTERNAL ->
          500;
      case FETCH_FAILED, OUTPUT_FAILED, ENGINE_CRASHED -> 503;
      case TIMED_OUT -> 504;
    };
  }
}
