/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;

/** What the status of an unsuccessful answer means; the same for web servers and for S3. */
final class HttpStatus {
  static final int OK = 200;
  static final int FORBIDDEN = 403;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int NOT_IMPLEMENTED = 501;

  private HttpStatus() {}

  /** The problem that {@code status} stands for. */
  static Problem problem(int status) {
    return switch (status) {
      case 401, FORBIDDEN -> Problem.of(FailureCode.ACCESS_DENIED, denied(status));
      case 404, 410 -> Problem.of(FailureCode.NOT_FOUND, "There is no object at the location.");
      case 412 -> changed();
      default ->
          Problem.of(
              FailureCode.FETCH_FAILED, "The object store answered with status " + status + ".");
    };
  }

  /** The object is in another state than the one asked for. */
  static Problem changed() {
    return Problem.of(
        FailureCode.OBJECT_CHANGED, "The object is not in the state that the event names.");
  }

  private static String denied(int status) {
    return "The object store refused access with status " + status + ".";
  }
}
