/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import io.ocrstream.config.ContentConfig;
import io.ocrstream.content.ContentEncoding;
import io.ocrstream.content.EntityTag;
import io.ocrstream.content.HttpStatus;
import io.ocrstream.content.Inspected;
import io.ocrstream.content.Opened;
import io.ocrstream.content.Store;
import io.ocrstream.content.StoreCall;
import io.ocrstream.content.TrustStore;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Reads objects of configured buckets over S3. {@link S3Address} describes the URIs.
 *
 * <p>A state is pinned by its version if the bucket keeps versions, otherwise by its ETag.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> one attempt for each call. <b>Fails:</b> with problems
 * only; {@link S3Problems} maps exceptions of the SDK.
 */
public final class S3Store implements Store {
  private static final int SHA256_BYTES = 32;

  private final Set<String> buckets;
  private final Optional<S3Client> client;
  private final S3Problems problems;

  /**
   * Creates a store of the configured buckets.
   *
   * @param client belongs to the store; empty only if there are no buckets
   */
  S3Store(ContentConfig settings, Optional<S3Client> client) {
    this.buckets = Set.copyOf(settings.s3Buckets().orElse(List.of()));
    this.client = client;
    this.problems = new S3Problems(settings);
  }

  /** Opens the configured buckets. Without buckets, no AWS client is created. */
  public static S3Store open(ContentConfig settings, TrustStore trust) {
    return new S3Store(
        settings,
        settings
            .s3Buckets()
            .filter(buckets -> !buckets.isEmpty())
            .map(buckets -> S3Clients.create(settings, trust)));
  }

  @Override
  public Outcome<Inspected> inspect(Location location, URI uri, StoreCall exchange) {
    return at(
        location,
        uri,
        (s3, address, wanted) -> {
          HeadObjectResponse head;
          try {
            head = s3.headObject(headRequest(address, wanted));
          } catch (AwsServiceException e) {
            if (S3Problems.isMute(e)) {
              // Sends a GET, because the body of its refusal contains the reason.
              s3.getObject(getRequest(address, wanted)).abort();
            }
            throw e;
          }
          EntityTag seen = EntityTag.parse(head.eTag());
          return EntityTag.confirms(seen, wanted)
              ? Outcome.of(
                  new Inspected(
                      pinned(location, address, head.versionId(), seen),
                      head.contentLength(),
                      ContentEncoding.of(head.contentEncoding()) == ContentEncoding.NONE
                          ? wholeHash(head.checksumSHA256(), head.checksumType())
                          : null))
              : Outcome.failed(HttpStatus.changed());
        });
  }

  private static HeadObjectRequest headRequest(S3Address address, @Nullable EntityTag wanted) {
    return HeadObjectRequest.builder()
        .bucket(address.bucket())
        .key(address.key())
        .versionId(address.versionId())
        .ifMatch(wanted == null ? null : wanted.quoted())
        .checksumMode(ChecksumMode.ENABLED)
        .build();
  }

  private static GetObjectRequest getRequest(S3Address address, @Nullable EntityTag wanted) {
    return GetObjectRequest.builder()
        .bucket(address.bucket())
        .key(address.key())
        .versionId(address.versionId())
        .ifMatch(wanted == null ? null : wanted.quoted())
        .checksumMode(ChecksumMode.ENABLED)
        .build();
  }

  @Override
  public Outcome<Opened> open(Location location, URI uri, StoreCall exchange) {
    return at(
        location,
        uri,
        (s3, address, wanted) -> {
          ResponseInputStream<GetObjectResponse> body = s3.getObject(getRequest(address, wanted));
          exchange.advanced();
          GetObjectResponse response = body.response();
          EntityTag seen = EntityTag.parse(response.eTag());
          if (!EntityTag.confirms(seen, wanted)) {
            body.abort();
            return Outcome.failed(HttpStatus.changed());
          }
          return ContentEncoding.of(response.contentEncoding())
              .decoded(
                  new Opened(
                      pinned(location, address, response.versionId(), seen),
                      response.contentLength(),
                      new S3Stream(body),
                      body::abort,
                      Optional::empty));
        });
  }

  /* A request for an allowed object. */
  private interface Call<T> {
    Outcome<T> on(S3Client s3, S3Address address, @Nullable EntityTag wanted);
  }

  private <T> Outcome<T> at(Location location, URI uri, Call<T> call) {
    Optional<S3Address> address = S3Address.parse(uri);
    EntityTag wanted = EntityTag.parse(location.etag());
    if (address.isEmpty() || (wanted != null && !wanted.isWellFormed())) {
      return Outcome.failed(
          FailureCode.INVALID_EVENT,
          "The URI is not s3://<bucket>/<key>[?versionId=<version>], or the etag is malformed");
    }
    if (client.isEmpty() || !buckets.contains(address.get().bucket())) {
      return Outcome.failed(
          FailureCode.FORBIDDEN_LOCATION, "The bucket is not one of ocr.content.s3-buckets");
    }
    try {
      return call.on(client.get(), address.get(), wanted);
    } catch (SdkException e) {
      return Outcome.failed(problems.of(e, address.get()));
    }
  }

  private static Location pinned(
      Location location, S3Address address, @Nullable String version, @Nullable EntityTag seen) {
    return address
        .pin(location.uri(), version)
        .map(uri -> new Location(uri, location.etag()))
        .orElseGet(() -> new Location(location.uri(), seen == null ? null : seen.pin()));
  }

  /* The checksum of a multipart upload is that of its parts' checksums: <base64>-<parts>. */
  private static @Nullable ContentHash wholeHash(
      @Nullable String checksum, @Nullable ChecksumType type) {
    if (checksum == null || type == ChecksumType.COMPOSITE || checksum.contains("-")) {
      return null;
    }
    try {
      byte[] digest = Base64.getDecoder().decode(checksum);
      return digest.length == SHA256_BYTES ? ContentHash.of(digest) : null;
    } catch (IllegalArgumentException e) {
      // A checksum in a format of the store's own cannot be used.
      return null;
    }
  }

  @Override
  public void close() {
    client.ifPresent(S3Client::close);
  }
}
