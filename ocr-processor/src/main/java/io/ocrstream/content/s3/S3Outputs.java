/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import io.ocrstream.content.Causes;
import io.ocrstream.content.HttpStatus;
import io.ocrstream.content.SchemeWriter;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Writes outputs into configured buckets, each in one request. The store thus verifies and keeps
 * the SHA-256 of the whole object, and a partial object is never visible. For a multipart upload,
 * S3 would keep only a checksum of the parts' checksums.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> S3 accepts up to 5 GiB in one request; the file is
 * streamed from disk.
 */
public final class S3Outputs implements SchemeWriter {
  /*
   * Some clients and proxies resolve these segments, and so would leave the prefix or the bucket.
   */
  private static final Pattern DOTTED = Pattern.compile("(.*/)?\\.{1,2}(/.*)?", Pattern.DOTALL);

  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;

  private final Set<String> buckets;
  private final Optional<S3Client> client;
  private final Duration timeout;

  /**
   * Creates a writer to {@code buckets}.
   *
   * @param client belongs to the writer; empty only if there are no buckets
   * @param timeout the time for one request
   */
  public S3Outputs(List<String> buckets, Optional<S3Client> client, Duration timeout) {
    this.buckets = Set.copyOf(buckets);
    this.client = client;
    this.timeout = timeout;
  }

  @Override
  public Optional<Problem> write(URI target, Output output) {
    Optional<S3Address> address = S3Address.parse(target);
    if (address.isEmpty() || DOTTED.matcher(address.get().key()).matches()) {
      return refused(
          "The output location is not s3://<bucket>/<key>, or its key has the part '.' or '..'");
    }
    if (client.isEmpty() || !buckets.contains(address.get().bucket())) {
      return refused("The bucket is not one of ocr.outputs.s3-buckets");
    }
    try {
      client.get().putObject(request(address.get(), output), RequestBody.fromFile(output.file()));
      return Optional.empty();
    } catch (SdkException e) {
      return Optional.of(problem(e));
    }
  }

  private PutObjectRequest request(S3Address address, Output output) {
    byte[] hash = HexFormat.of().parseHex(output.hash().hex());
    return PutObjectRequest.builder()
        .bucket(address.bucket())
        .key(address.key())
        .contentType(output.mediaType())
        .checksumSHA256(Base64.getEncoder().encodeToString(hash))
        .overrideConfiguration(override -> override.apiCallTimeout(timeout))
        .build();
  }

  private static Problem problem(SdkException e) {
    if (!(e instanceof AwsServiceException answer)) {
      return Problem.of(
          FailureCode.OUTPUT_FAILED, Causes.say("The write to the object store failed", e));
    }
    int status = answer.statusCode();
    return switch (status) {
      case UNAUTHORIZED, HttpStatus.FORBIDDEN ->
          Problem.of(
              FailureCode.OUTPUT_REFUSED,
              "The object store denied the write with status " + status);
      case NOT_FOUND ->
          Problem.of(FailureCode.OUTPUT_REFUSED, "The bucket for outputs does not exist");
      default ->
          Problem.of(FailureCode.OUTPUT_FAILED, "The object store answered with status " + status);
    };
  }

  private static Optional<Problem> refused(String message) {
    return Optional.of(Problem.of(FailureCode.OUTPUT_REFUSED, message));
  }

  @Override
  public void close() {
    client.ifPresent(S3Client::close);
  }
}
