/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;

/** The status codes of HTTP and S3 responses, and the problems of unsuccessful ones. */
public final class HttpStatus {
  public static final int OK = 200;
  public static final int FORBIDDEN = 403;
  public static final int METHOD_NOT_ALLOWED = 405;
  public static final int NOT_IMPLEMENTED = 501;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_OF_SERVER = 500;
  private static final int VERSION_NOT_SUPPORTED = 505;

  private HttpStatus() {}

  /** Returns the problem for {@code status}. */
  public static Problem problem(int status) {
    return switch (status) {
      case 401, FORBIDDEN -> Problem.of(FailureCode.ACCESS_DENIED, denied(status));
      case 404, 410 -> Problem.of(FailureCode.NOT_FOUND, "There is no object at the location");
      case 412 -> changed();
      default ->
          isOutage(status)
              ? Problem.of(FailureCode.FETCH_FAILED, answered(status))
              : Problem.of(FailureCode.FETCH_REFUSED, answered(status));
    };
  }

  /**
   * Returns whether any other object of the store could have met {@code status}. Codes for a
   * request that the server does not support concern the object or how it is requested.
   */
  public static boolean isOutage(int status) {
    return status == REQUEST_TIMEOUT
        || status == TOO_MANY_REQUESTS
        || (status >= FIRST_OF_SERVER
            && status != NOT_IMPLEMENTED
            && status != VERSION_NOT_SUPPORTED);
  }

  public static String answered(int status) {
    return "The object store answered with status " + status;
  }

  /** Returns the problem of an object that is in another state than the requested one. */
  public static Problem changed() {
    return Problem.of(
        FailureCode.OBJECT_CHANGED, "The object has changed: it no longer has the expected etag");
  }

  private static String denied(int status) {
    return "The object store denied access with status " + status;
  }
}
