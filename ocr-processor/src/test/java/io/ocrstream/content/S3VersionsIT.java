/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content;

import static io.ocrstream.content.ContentContractTest.at;
import static io.ocrstream.content.ContentContractTest.bytes;
import static io.ocrstream.content.ContentContractTest.fetched;
import static io.ocrstream.content.ContentContractTest.problem;
import static io.ocrstream.content.ContentContractTest.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Versions, delete markers and checksums, against a real S3 server that has them. What S3 documents
 * and this server does otherwise is said where it matters, and is shown by {@link S3AnswersTest}.
 */
@ExtendWith(S3Servers.class)
class S3VersionsIT {
  private static final String BUCKET = "versioned";
  private static final int PART_BYTES = 5 * 1024 * 1024;

  private static S3MockServer server;
  private static S3Client client;

  @TempDir Path workDir;
  private Content content;

  @BeforeAll
  static void start(S3MockServer shared) {
    server = shared;
    client = server.client();
    server.createVersionedBucket(client, BUCKET);
    client.createBucket(request -> request.bucket("plain"));
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  @BeforeEach
  void open() throws IOException {
    ContentLimits limits =
        ContentLimits.buckets(server.endpoint().toString(), BUCKET, "plain").upTo(2L * PART_BYTES);
    S3Store store =
        new S3Store(
            limits.s3Buckets().orElseThrow(),
            Optional.of(
                S3Clients.create(
                    limits, Trust.load(Optional.empty()), S3ProxyServer.credentials())));
    content = new ContentStores(Map.of("s3", store), WorkFolder.open(workDir), limits);
  }

  @AfterEach
  void close() throws IOException {
    assertThat(WorkFolders.documents(workDir)).isEmpty();
    content.close();
  }

  /** Writes an object; the version it got. */
  private static String put(String key, byte[] bytes) {
    return put(BUCKET, key, bytes, request -> {});
  }

  private static String put(
      String bucket, String key, byte[] bytes, Consumer<PutObjectRequest.Builder> more) {
    PutObjectRequest.Builder request = PutObjectRequest.builder().bucket(bucket).key(key);
    more.accept(request);
    return client.putObject(request.build(), RequestBody.fromBytes(bytes)).versionId();
  }

  private static Location version(String key, String version) {
    return at("s3://" + BUCKET + "/" + key + "?versionId=" + version);
  }

  private void checkRead(Location location, byte[] expected) {
    try (Fetched.Bytes read = fetched(content.fetch(location))) {
      assertThat(read.hash()).isEqualTo(ContentHash.ofBytes(expected));
      assertThat(read.size()).isEqualTo(expected.length);
    }
  }

  private void checkMissing(Location location) {
    assertThat(problem(content.inspect(location)).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(problem(content.fetch(location)).code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void shouldReadTheVersionNamedWhenTheObjectWasOverwritten() {
    String first = put("over.bin", bytes(10));
    String second = put("over.bin", bytes(11));
    assertThat(first).isNotEqualTo(second);
    checkRead(version("over.bin", first), bytes(10));
    checkRead(version("over.bin", second), bytes(11));
    checkRead(at("s3://versioned/over.bin"), bytes(11));
  }

  @Test
  void shouldStayWithTheVersionSeenWhenTheObjectIsOverwrittenAfterwards() {
    String first = put("later.bin", bytes(12));
    Location pinned = seen(content.inspect(at("s3://versioned/later.bin"))).location();
    assertThat(pinned).isEqualTo(version("later.bin", first));
    assertThat(pinned.isPinned()).isTrue();
    String second = put("later.bin", bytes(13));
    checkRead(pinned, bytes(12));
    assertThat(seen(content.inspect(pinned)).size()).isEqualTo(12);
    assertThat(seen(content.inspect(at("s3://versioned/later.bin"))).location())
        .isEqualTo(version("later.bin", second));
  }

  @Test
  void shouldRefuseWhenTheVersionIsNotOfTheStateThatTheEventNames() {
    String first = put("state.bin", bytes(14));
    String etag =
        client
            .headObject(request -> request.bucket(BUCKET).key("state.bin"))
            .eTag()
            .replace("\"", "");
    String second = put("state.bin", bytes(15));
    checkRead(new Location(version("state.bin", first).uri(), etag), bytes(14));
    Location torn = new Location(version("state.bin", second).uri(), etag);
    assertThat(problem(content.inspect(torn)).code()).isEqualTo(FailureCode.OBJECT_CHANGED);
    assertThat(problem(content.fetch(torn)).code()).isEqualTo(FailureCode.OBJECT_CHANGED);
  }

  /*
   * S3 answers 405 to the version that is the marker, this server 404; S3 gives the marker's
   * version in the answer to the deletion, this server the deleted one's.
   */
  @Test
  void shouldFindNothingWhenTheNewestVersionIsADeleteMarker() {
    String before = put("deleted.bin", bytes(16));
    client.deleteObject(request -> request.bucket(BUCKET).key("deleted.bin"));
    assertThatThrownBy(
            () -> client.headObject(request -> request.bucket(BUCKET).key("deleted.bin")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(404);
              assertThat(
                      e.awsErrorDetails()
                          .sdkHttpResponse()
                          .firstMatchingHeader("x-amz-delete-marker"))
                  .contains("true");
            });
    checkMissing(at("s3://versioned/deleted.bin"));
    checkMissing(version("deleted.bin", deleteMarker("deleted.bin")));
    checkRead(version("deleted.bin", before), bytes(16));
  }

  private static String deleteMarker(String key) {
    return client
        .listObjectVersions(request -> request.bucket(BUCKET).prefix(key))
        .deleteMarkers()
        .get(0)
        .versionId();
  }

  @Test
  void shouldReadAgainWhenTheDeleteMarkerIsRemoved() {
    put("restored.bin", bytes(17));
    client.deleteObject(request -> request.bucket(BUCKET).key("restored.bin"));
    checkMissing(at("s3://versioned/restored.bin"));
    String marker = deleteMarker("restored.bin");
    client.deleteObject(request -> request.bucket(BUCKET).key("restored.bin").versionId(marker));
    checkRead(at("s3://versioned/restored.bin"), bytes(17));
  }

  /*
   * S3 answers NoSuchVersion, or 400 to what is no version's name; this server NoSuchKey to both.
   * It goes on to tell of versions that were deleted one by one, so those are not asked for.
   */
  @Test
  void shouldFindNothingWhenThereIsNoSuchVersion() {
    String there = put("there.bin", bytes(18));
    String other = put("other.bin", bytes(19));
    checkMissing(version("there.bin", other));
    checkMissing(version("there.bin", "8f1b1a3e-0000-4000-8000-000000000000"));
    checkMissing(version("there.bin", "no%20version"));
    checkMissing(version("never.bin", there));
    checkRead(version("there.bin", there), bytes(18));
  }

  @Test
  void shouldPinTheEtagWhenTheBucketKeepsNoVersions() {
    put("plain", "overwritten.bin", bytes(20), request -> {});
    Location pinned = seen(content.inspect(at("s3://plain/overwritten.bin"))).location();
    assertThat(pinned.uri()).isEqualTo("s3://plain/overwritten.bin");
    assertThat(pinned.etag()).isNotNull();
    checkRead(pinned, bytes(20));
    put("plain", "overwritten.bin", bytes(21), request -> {});
    assertThat(problem(content.fetch(pinned)).code()).isEqualTo(FailureCode.OBJECT_CHANGED);
  }

  @Test
  void shouldTellTheHashWithoutDownloadingWhenTheStoreHasOne() throws Exception {
    byte[] bytes = bytes(22);
    put(BUCKET, "sum.bin", bytes, request -> request.checksumAlgorithm(ChecksumAlgorithm.SHA256));
    put(
        BUCKET,
        "sealed.bin",
        bytes,
        request ->
            request
                .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                .serverSideEncryption(ServerSideEncryption.AES256));
    for (String key : List.of("sum.bin", "sealed.bin")) {
      assertThat(seen(content.inspect(at("s3://versioned/" + key))).hash())
          .as(key)
          .isEqualTo(ContentHash.ofBytes(bytes));
      assertThat(server.downloads(BUCKET + "/" + key)).isZero();
      checkRead(at("s3://versioned/" + key), bytes);
      Await.until("one is counted", () -> server.downloads(BUCKET + "/" + key) == 1);
    }
  }

  @Test
  void shouldTellTheHashOfTheVersionNamedWhenTheObjectWasOverwritten() {
    Consumer<PutObjectRequest.Builder> sha256 =
        request -> request.checksumAlgorithm(ChecksumAlgorithm.SHA256);
    String first = put(BUCKET, "sums.bin", bytes(23), sha256);
    put(BUCKET, "sums.bin", bytes(24), sha256);
    assertThat(seen(content.inspect(version("sums.bin", first))).hash())
        .isEqualTo(ContentHash.ofBytes(bytes(23)));
    assertThat(seen(content.inspect(at("s3://versioned/sums.bin"))).hash())
        .isEqualTo(ContentHash.ofBytes(bytes(24)));
  }

  @Test
  void shouldTellNoHashWhenTheChecksumIsOfAnotherKind() {
    for (ChecksumAlgorithm other :
        List.of(ChecksumAlgorithm.CRC32, ChecksumAlgorithm.CRC32_C, ChecksumAlgorithm.SHA1)) {
      String key = other + ".bin";
      put(BUCKET, key, bytes(25), request -> request.checksumAlgorithm(other));
      assertThat(seen(content.inspect(at("s3://versioned/" + key))).hash()).as(key).isNull();
      checkRead(at("s3://versioned/" + key), bytes(25));
    }
  }

  /* S3 also says x-amz-checksum-type: COMPOSITE; this server only writes the number of parts. */
  @Test
  void shouldTellNoHashWhenTheChecksumIsOfParts() {
    uploadInParts("parts.bin", bytes(PART_BYTES), bytes(1000));
    uploadInParts("part.bin", bytes(1001));
    for (String key : List.of("parts.bin", "part.bin")) {
      HeadObjectResponse head =
          client.headObject(
              request -> request.bucket(BUCKET).key(key).checksumMode(ChecksumMode.ENABLED));
      assertThat(head.checksumSHA256()).as("S3 gives one all the same").contains("=-");
      assertThat(seen(content.inspect(at("s3://versioned/" + key))).hash()).as(key).isNull();
    }
    checkRead(at("s3://versioned/part.bin"), bytes(1001));
    try (Fetched.Bytes read = fetched(content.fetch(at("s3://versioned/parts.bin")))) {
      var digest = ContentHash.newDigest();
      digest.update(bytes(PART_BYTES));
      assertThat(read.hash()).isEqualTo(ContentHash.of(digest.digest(bytes(1000))));
    }
  }

  private static void uploadInParts(String key, byte[]... parts) {
    String id =
        client
            .createMultipartUpload(
                request ->
                    request.bucket(BUCKET).key(key).checksumAlgorithm(ChecksumAlgorithm.SHA256))
            .uploadId();
    List<CompletedPart> completed = new ArrayList<>();
    for (byte[] part : parts) {
      int number = completed.size() + 1;
      UploadPartResponse uploaded =
          client.uploadPart(
              request ->
                  request
                      .bucket(BUCKET)
                      .key(key)
                      .uploadId(id)
                      .partNumber(number)
                      .checksumAlgorithm(ChecksumAlgorithm.SHA256),
              RequestBody.fromBytes(part));
      completed.add(
          CompletedPart.builder()
              .partNumber(number)
              .eTag(uploaded.eTag())
              .checksumSHA256(uploaded.checksumSHA256())
              .build());
    }
    client.completeMultipartUpload(
        request ->
            request
                .bucket(BUCKET)
                .key(key)
                .uploadId(id)
                .multipartUpload(upload -> upload.parts(completed)));
  }
}
