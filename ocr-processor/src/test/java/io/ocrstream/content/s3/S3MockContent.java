/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static io.ocrstream.content.ContentContractTest.at;
import static io.ocrstream.content.ContentContractTest.bytes;
import static io.ocrstream.content.ContentContractTest.fetched;
import static io.ocrstream.content.ContentContractTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.content.Content;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.TrustStore;
import io.ocrstream.content.WorkFolder;
import io.ocrstream.content.WorkFolders;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Content of buckets with versions and checksums, and of a bucket without them. */
@ExtendWith(S3Servers.class)
abstract class S3MockContent {
  static final String BUCKET = "versioned";
  static final int PART_BYTES = 5 * 1024 * 1024;

  static S3MockServer server;
  static S3Client client;

  @TempDir Path workDir;
  private Content content;

  @BeforeAll
  static void start(S3MockServer shared) {
    server = shared;
    client = server.client();
    // All test classes share the server, each with its own keys. The first class creates the
    // buckets.
    if (client.listBuckets().buckets().stream().noneMatch(b -> b.name().equals(BUCKET))) {
      server.createVersionedBucket(client, BUCKET);
      client.createBucket(request -> request.bucket("plain"));
    }
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
            limits,
            Optional.of(
                S3Clients.create(
                    limits, TrustStore.load(Optional.empty()), S3ProxyServer.credentials())));
    content = new ContentStores(Map.of("s3", store), WorkFolder.open(workDir), limits);
  }

  @AfterEach
  void close() throws IOException {
    assertThat(WorkFolders.documents(workDir)).isEmpty();
    content.close();
  }

  Content content() {
    return content;
  }

  /** Writes an object and returns its version. */
  static String put(String key, byte[] bytes) {
    return put(BUCKET, key, bytes, request -> {});
  }

  static String put(
      String bucket, String key, byte[] bytes, Consumer<PutObjectRequest.Builder> more) {
    PutObjectRequest.Builder request = PutObjectRequest.builder().bucket(bucket).key(key);
    more.accept(request);
    return client.putObject(request.build(), RequestBody.fromBytes(bytes)).versionId();
  }

  static Location version(String key, String version) {
    return at("s3://" + BUCKET + "/" + key + "?versionId=" + version);
  }

  void checkRead(Location location, byte[] expected) {
    try (Fetched read = fetched(content.fetch(location))) {
      assertThat(read.hash()).isEqualTo(ContentHash.ofBytes(expected));
      assertThat(read.size()).isEqualTo(expected.length);
    }
  }

  void checkMissing(Location location) {
    assertThat(problem(content.inspect(location)).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(problem(content.fetch(location)).code()).isEqualTo(FailureCode.NOT_FOUND);
  }
}
