/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import io.ocrstream.config.ContentConfig;
import io.ocrstream.content.TrustStore;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Asks for an object that does not exist, to learn whether a bucket can be read.
 *
 * <p><b>Threading:</b> any; blocks. <b>Bounds:</b> {@link #PATIENCE} for each bucket.
 */
public final class S3Probe implements AutoCloseable {
  /** Maximum time for the store to answer. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String KEY = "ocr-doctor";

  private final ContentConfig settings;
  private final S3Client client;

  S3Probe(ContentConfig settings, S3Client client) {
    this.settings = settings;
    this.client = client;
  }

  /** Opens a client of the store. */
  public static S3Probe open(ContentConfig settings, TrustStore trust) {
    return new S3Probe(settings, S3Clients.create(settings, trust));
  }

  /**
   * What the store said.
   *
   * @param code S3's error code; {@code NoSuchKey} if the bucket can be read, and empty if there
   *     was none
   * @param message a description of the error for people
   * @param clock the store's time; empty if it did not answer
   */
  public record Reply(String code, String message, Optional<Instant> clock) {}

  /** Asks about one bucket. */
  public Reply ask(String bucket) {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(bucket)
            .key(KEY)
            .overrideConfiguration(override -> override.apiCallTimeout(PATIENCE))
            .build();
    try {
      client.getObject(request).abort();
      return new Reply("NoSuchKey", "", Optional.empty());
    } catch (SdkException e) {
      String message = new S3Problems(settings).of(e, new S3Address(bucket, KEY, null)).message();
      return e instanceof AwsServiceException answer
          ? new Reply(S3Problems.code(answer), message, clock(answer))
          : new Reply("", message, Optional.empty());
    }
  }

  private static Optional<Instant> clock(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    return details == null || details.sdkHttpResponse() == null
        ? Optional.empty()
        : details.sdkHttpResponse().firstMatchingHeader("Date").flatMap(S3Probe::instant);
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
