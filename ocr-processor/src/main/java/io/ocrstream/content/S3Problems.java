/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the SDK's exceptions mean. Their messages name hosts and keys, so they go nowhere. */
final class S3Problems {
  /* How a version is missed: an unknown one, and one that is no version's name. */
  private static final Set<String> NO_SUCH_VERSION = Set.of("NoSuchVersion", "InvalidArgument");

  private S3Problems() {}

  static Problem of(SdkException e, S3Address address) {
    if (!(e instanceof AwsServiceException answer)) {
      return Problem.of(
          FailureCode.FETCH_FAILED, Causes.say("The object store could not be asked", e));
    }
    return isMissingVersion(answer, address)
        ? Problem.of(FailureCode.NOT_FOUND, "There is no such version of the object.")
        : HttpStatus.problem(answer.statusCode());
  }

  /* To a version that is a delete marker, S3 answers that the method is not allowed. */
  private static boolean isMissingVersion(AwsServiceException answer, S3Address address) {
    return address.versionId() != null
        && (answer.statusCode() == HttpStatus.METHOD_NOT_ALLOWED
            || NO_SUCH_VERSION.contains(code(answer.awsErrorDetails())));
  }

  private static String code(@Nullable AwsErrorDetails details) {
    String code = details == null ? null : details.errorCode();
    return code == null ? "" : code;
  }
}
