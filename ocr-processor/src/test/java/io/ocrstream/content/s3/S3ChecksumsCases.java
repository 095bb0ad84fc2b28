/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static io.ocrstream.content.ContentContractTest.at;
import static io.ocrstream.content.ContentContractTest.bytes;
import static io.ocrstream.content.ContentContractTest.fetched;
import static io.ocrstream.content.ContentContractTest.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.content.Fetched;
import io.ocrstream.contracts.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Tests which of the checksums kept by a real S3 server are hashes of the document, and which are
 * not.
 */
abstract class S3ChecksumsCases extends S3MockContent {
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
      assertThat(seen(content().inspect(at("s3://versioned/" + key))).hash())
          .as(key)
          .isEqualTo(ContentHash.ofBytes(bytes));
      assertThat(server.downloads(BUCKET + "/" + key)).isZero();
      checkRead(at("s3://versioned/" + key), bytes);
      await("one is counted").until(() -> server.downloads(BUCKET + "/" + key) == 1);
    }
  }

  @Test
  void shouldTellTheHashOfTheVersionNamedWhenTheObjectWasOverwritten() {
    Consumer<PutObjectRequest.Builder> sha256 =
        request -> request.checksumAlgorithm(ChecksumAlgorithm.SHA256);
    String first = put(BUCKET, "sums.bin", bytes(23), sha256);
    put(BUCKET, "sums.bin", bytes(24), sha256);
    assertThat(seen(content().inspect(version("sums.bin", first))).hash())
        .isEqualTo(ContentHash.ofBytes(bytes(23)));
    assertThat(seen(content().inspect(at("s3://versioned/sums.bin"))).hash())
        .isEqualTo(ContentHash.ofBytes(bytes(24)));
  }

  @Test
  void shouldTellNoHashWhenTheChecksumIsOfAnotherKind() {
    for (ChecksumAlgorithm other :
        List.of(ChecksumAlgorithm.CRC32, ChecksumAlgorithm.CRC32_C, ChecksumAlgorithm.SHA1)) {
      String key = other + ".bin";
      put(BUCKET, key, bytes(25), request -> request.checksumAlgorithm(other));
      assertThat(seen(content().inspect(at("s3://versioned/" + key))).hash()).as(key).isNull();
      checkRead(at("s3://versioned/" + key), bytes(25));
    }
  }

  /** S3 also sends x-amz-checksum-type: COMPOSITE. This server only appends the number of parts. */
  @Test
  void shouldTellNoHashWhenTheChecksumIsOfParts() {
    uploadInParts("parts.bin", bytes(PART_BYTES), bytes(1000));
    uploadInParts("part.bin", bytes(1001));
    for (String key : List.of("parts.bin", "part.bin")) {
      HeadObjectResponse head =
          client.headObject(
              request -> request.bucket(BUCKET).key(key).checksumMode(ChecksumMode.ENABLED));
      assertThat(head.checksumSHA256()).as("S3 gives one all the same").contains("=-");
      assertThat(seen(content().inspect(at("s3://versioned/" + key))).hash()).as(key).isNull();
    }
    checkRead(at("s3://versioned/part.bin"), bytes(1001));
    try (Fetched read = fetched(content().fetch(at("s3://versioned/parts.bin")))) {
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
