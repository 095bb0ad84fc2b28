/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import io.ocrstream.config.ContentConfig;
import io.ocrstream.content.Causes;
import io.ocrstream.content.HttpStatus;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Maps exceptions of the SDK to problems. Their messages contain hosts and keys, so they are not
 * published. S3's error codes and region names are.
 *
 * <p><b>Threading:</b> immutable.
 */
final class S3Problems {
  /* The codes for an unknown version and for an invalid version ID. */
  private static final Set<String> NO_SUCH_VERSION = Set.of("NoSuchVersion", "InvalidArgument");

  /* Codes of outages, which come with statuses that otherwise concern one object. */
  private static final Set<String> OUTAGES =
      Set.of("RequestTimeout", "ExpiredToken", "TokenRefreshRequired");

  private static final Set<String> OTHER_REGION =
      Set.of("AuthorizationHeaderMalformed", "IllegalLocationConstraintException");

  private static final Set<Integer> REDIRECTS = Set.of(301, 307, 308);
  private static final int BAD_REQUEST = 400;

  /** Statuses that need no error code. */
  private static final Set<Integer> CLEAR = Set.of(404, 405, 410, 412);

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9.]{1,64}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

  private final boolean namesHostsByBucket;

  /** Creates problems for a client with {@code settings}. */
  S3Problems(ContentConfig settings) {
    this.namesHostsByBucket = settings.s3Endpoint().isPresent() && !settings.s3PathStyle();
  }

  /**
   * Returns whether a refusal has no reason. Responses to HEAD have no body; a GET returns the
   * reason.
   */
  static boolean isMute(AwsServiceException answer) {
    int status = answer.statusCode();
    return code(answer).isEmpty() && !HttpStatus.isOutage(status) && !CLEAR.contains(status);
  }

  Problem of(SdkException e, S3Address address) {
    return e instanceof AwsServiceException answer ? answered(answer, address) : unanswered(e);
  }

  private Problem unanswered(SdkException e) {
    String sentence = "The request to the object store failed";
    return Problem.of(
        FailureCode.FETCH_FAILED,
        namesHostsByBucket && Causes.root(e) instanceof UnknownHostException
            ? "The bucket's host name is unknown; set ocr.content.s3-path-style=true if the store"
                + " at ocr.content.s3-endpoint has no host name for each bucket"
            : Causes.say(sentence, e));
  }

  private static Problem answered(AwsServiceException answer, S3Address address) {
    int status = answer.statusCode();
    String code = code(answer);
    if (isMissingVersion(status, code, address)) {
      return Problem.of(FailureCode.NOT_FOUND, "The object has no such version");
    }
    if (OUTAGES.contains(code) || answer.isThrottlingException()) {
      return Problem.of(FailureCode.FETCH_FAILED, HttpStatus.answered(status));
    }
    if (code.equals("InvalidObjectState")) {
      return Problem.of(FailureCode.OBJECT_ARCHIVED, "The object is archived and was not restored");
    }
    if (REDIRECTS.contains(status) || OTHER_REGION.contains(code)) {
      return Problem.of(FailureCode.FETCH_REFUSED, otherRegion(answer));
    }
    return code.startsWith("KMS.") || status == BAD_REQUEST
        ? Problem.of(FailureCode.FETCH_REFUSED, rejected(code))
        : HttpStatus.problem(status);
  }

  /* S3 answers 405 to a request for a version that is a delete marker. */
  private static boolean isMissingVersion(int status, String code, S3Address address) {
    return address.versionId() != null
        && (status == HttpStatus.METHOD_NOT_ALLOWED || NO_SUCH_VERSION.contains(code));
  }

  private static String otherRegion(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    String region =
        details == null || details.sdkHttpResponse() == null
            ? ""
            : details
                .sdkHttpResponse()
                .firstMatchingHeader("x-amz-bucket-region")
                .filter(name -> REGION.matcher(name).matches())
                .map(name -> " (" + name + ")")
                .orElse("");
    return "The bucket is in another region%s; set ocr.content.s3-region to that region"
        .formatted(region);
  }

  private static String rejected(String code) {
    String why = code.isEmpty() ? "" : " (" + code + ")";
    if (code.startsWith("KMS.")) {
      return "The worker cannot use the key that encrypts the object%s".formatted(why);
    }
    return ("The object store rejected the request with status 400%s, as it does for objects that are"
            + " encrypted with a key of their uploader (SSE-C)")
        .formatted(why);
  }

  /** Returns the error code; empty if the answer has none. */
  static String code(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    return code != null && CODE.matcher(code).matches() ? code : "";
  }
}
