/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import io.ocrstream.config.ContentConfig;
import io.ocrstream.content.TrustStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Asks for an object that does not exist, to learn whether a bucket can be read, and sends an
 * object with a wrong checksum, to learn whether one can be written.
 *
 * <p><b>Threading:</b> any; blocks. <b>Bounds:</b> {@link #PATIENCE} for each bucket.
 */
public final class S3Probe implements AutoCloseable {
  /** Maximum time for the store to answer. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The code of {@link #askToWrite} if objects can be written. */
  public static final String MAY_WRITE = "BadDigest";

  private static final Set<String> REJECTIONS =
      Set.of(MAY_WRITE, "InvalidDigest", "XAmzContentChecksumMismatch");

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

  /**
   * Asks whether an object below {@code prefix} can be written. The checksums are wrong, so the
   * store rejects an object that it would otherwise accept, with {@link #MAY_WRITE}; one that it
   * stores nevertheless is deleted.
   *
   * @param prefix of the key; may be empty
   */
  public Reply askToWrite(String bucket, String prefix) {
    S3Address address = new S3Address(bucket, prefix + KEY, null);
    try {
      client.putObject(
          request ->
              request
                  .bucket(bucket)
                  .key(address.key())
                  .contentMD5(wrong("MD5"))
                  .checksumSHA256(wrong("SHA-256"))
                  .overrideConfiguration(override -> override.apiCallTimeout(PATIENCE)),
          RequestBody.fromString(KEY));
      client.deleteObject(request -> request.bucket(bucket).key(address.key()));
      return new Reply(MAY_WRITE, "", Optional.empty());
    } catch (SdkException e) {
      String code = e instanceof AwsServiceException answer ? S3Problems.code(answer) : "";
      return new Reply(
          REJECTIONS.contains(code) ? MAY_WRITE : code,
          new S3Problems(settings).of(e, address).message(),
          Optional.empty());
    }
  }

  /* The hash of nothing, while something is sent. */
  private static String wrong(String algorithm) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance(algorithm).digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has MD5 and SHA-256", e);
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
