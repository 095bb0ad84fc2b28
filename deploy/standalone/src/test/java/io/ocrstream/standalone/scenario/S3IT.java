/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.content.TestCertificate;
import io.ocrstream.content.s3.S3MockServer;
import io.ocrstream.content.s3.S3ProxyServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Tests documents in real S3 servers through the whole pipeline. One server checks credentials:
 * uploads at once and in parts, reads with credentials and through presigned links, and unreadable
 * objects. The other keeps versions and checksums: named and unnamed versions, delete markers, and
 * a document that is answered without being read.
 */
class S3IT {
  private static final String BUCKET = "documents";
  private static final int PART_BYTES = 5 * 1024 * 1024;

  @TempDir private static Path folder = Path.of("unset");
  private static TestCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = TestCluster.start(folder, Map.of());
    cluster.processor("processor");
  }

  @AfterAll
  static void stop() {
    try (TestCluster stopped = cluster;
        Audit audit = stopped.audit()) {
      audit.everyEventIsAnsweredOnce().everyTextIs(Pages.LINE);
    }
  }

  @Test
  void shouldAnswerWhateverTheStoreSays() throws Exception {
    TestCertificate certificate = TestCertificate.make(folder);
    try (S3ProxyServer server = S3ProxyServer.start(folder, certificate);
        S3Client client = server.client()) {
      Map<String, String> settings = settings(server, certificate);
      client.createBucket(request -> request.bucket(BUCKET));
      byte[] plain = Pages.line(1);
      byte[] large = Pages.padded(Pages.line(2), PART_BYTES);
      byte[] signed = Pages.line(3);
      put(client, "plain page.png", plain);
      putInParts(client, "large.png", large);
      put(client, "signed.png", signed);
      String link = presigned(server, "signed.png");

      Running worker = worker("worker", S3ProxyServer.SECRET_KEY, settings);
      UploadEvents uploads = cluster.uploads();
      String plainEvent = uploads.publish("s3://documents/plain%20page.png");
      String largeEvent = uploads.publish("s3://documents/large.png");
      String linkEvent = uploads.publish(link);
      String forged = uploads.publish(link.replace("Signature=", "Signature=0"));
      String missing = uploads.publish("s3://documents/missing.png");
      String forbidden = uploads.publish("s3://others/plain.png");
      cluster.awaitAnswers(List.of(plainEvent, largeEvent, linkEvent, forged, missing, forbidden));
      worker.close();
      Running stranger = worker("stranger", "another-secret", settings);
      String denied = uploads.publish("s3://documents/signed.png");
      cluster.awaitAnswers(List.of(denied));
      stranger.close();

      checkRead(plainEvent, plain);
      checkRead(largeEvent, large);
      checkRead(linkEvent, signed);
      checkFailed(missing, "NOT_FOUND");
      checkFailed(forbidden, "FORBIDDEN_LOCATION");
      checkFailed(forged, "ACCESS_DENIED");
      checkFailed(denied, "ACCESS_DENIED");
    }
  }

  /** {@code S3MockIT} tests each version without Kafka. */
  @Tag("faults")
  @Test
  void shouldAnswerForTheVersionThatTheEventNames() throws Exception {
    try (S3MockServer server = S3MockServer.start(folder.resolve("s3mock"));
        S3Client client = server.client()) {
      server.createVersionedBucket(client, BUCKET);
      byte[] older = Pages.line(4);
      byte[] newer = Pages.line(5);
      byte[] erased = Pages.line(6);
      String first = put(client, "page.png", older);
      String second = put(client, "page.png", newer);
      String before = put(client, "erased.png", erased);
      client.deleteObject(request -> request.bucket(BUCKET).key("erased.png"));

      Running worker = worker("versions", S3ProxyServer.SECRET_KEY, settings(server.endpoint()));
      UploadEvents uploads = cluster.uploads();
      String olderEvent = uploads.publish("s3://documents/page.png?versionId=" + first);
      String newestEvent = uploads.publish("s3://documents/page.png");
      String newerEvent = uploads.publish("s3://documents/page.png?versionId=" + second);
      String absent = uploads.publish("s3://documents/page.png?versionId=" + before);
      String erasedEvent = uploads.publish("s3://documents/erased.png");
      String beforeEvent = uploads.publish("s3://documents/erased.png?versionId=" + before);
      cluster.awaitAnswers(
          List.of(olderEvent, newestEvent, newerEvent, absent, erasedEvent, beforeEvent));
      // The store knows its hash, and the cache its text, so nothing is read.
      put(client, "copy.png", older);
      String copyEvent = uploads.publish("s3://documents/copy.png");
      cluster.awaitAnswers(List.of(copyEvent));
      worker.close();

      checkRead(olderEvent, older);
      checkRead(newestEvent, newer);
      checkRead(newerEvent, newer);
      checkRead(beforeEvent, erased);
      checkRead(copyEvent, older);
      checkFailed(absent, "NOT_FOUND");
      checkFailed(erasedEvent, "NOT_FOUND");
      assertThat(server.downloads(BUCKET + "/page.png")).as("of two versions").isEqualTo(2);
      assertThat(server.downloads(BUCKET + "/copy.png")).isZero();
    }
  }

  private static Map<String, String> settings(S3ProxyServer server, TestCertificate certificate) {
    Map<String, String> settings = new HashMap<>(settings(server.endpoint()));
    settings.put("ocr.content.https-hosts", server.tlsEndpoint().getAuthority());
    settings.put("ocr.content.https-private", "true");
    settings.put("ocr.content.ca-file", certificate.pem().toString());
    return settings;
  }

  private static Map<String, String> settings(URI endpoint) {
    return Map.of(
        "ocr.content.s3-buckets",
        BUCKET,
        "ocr.content.s3-endpoint",
        endpoint.toString(),
        "ocr.content.s3-path-style",
        "true");
  }

  /** Starts a worker with credentials where the SDK looks first. */
  private static Running worker(String name, String secret, Map<String, String> settings)
      throws Exception {
    System.setProperty("aws.accessKeyId", S3ProxyServer.ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", secret);
    Running worker = cluster.worker(name, settings);
    return () -> {
      worker.close();
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    };
  }

  private static void checkRead(String event, byte[] document) {
    Answer answer = cluster.ledger().answer(event);
    assertThat(answer.isResult()).as("%s", answer.json()).isTrue();
    assertThat(answer.contentHash()).isEqualTo("sha256:" + Audit.sha256(document));
  }

  private static void checkFailed(String event, String code) {
    assertThat(cluster.ledger().answer(event).code()).isEqualTo(code);
  }

  /** Returns the version if the bucket keeps versions. */
  private static @Nullable String put(S3Client client, String key, byte[] bytes) {
    return client
        .putObject(
            request -> request.bucket(BUCKET).key(key).checksumAlgorithm(ChecksumAlgorithm.SHA256),
            RequestBody.fromBytes(bytes))
        .versionId();
  }

  private static void putInParts(S3Client client, String key, byte[] bytes) {
    List<byte[]> parts =
        List.of(
            Arrays.copyOf(bytes, PART_BYTES), Arrays.copyOfRange(bytes, PART_BYTES, bytes.length));
    String id = client.createMultipartUpload(request -> request.bucket(BUCKET).key(key)).uploadId();
    List<CompletedPart> completed =
        IntStream.rangeClosed(1, parts.size())
            .mapToObj(
                number ->
                    CompletedPart.builder()
                        .partNumber(number)
                        .eTag(
                            client
                                .uploadPart(
                                    part ->
                                        part.bucket(BUCKET)
                                            .key(key)
                                            .uploadId(id)
                                            .partNumber(number),
                                    RequestBody.fromBytes(parts.get(number - 1)))
                                .eTag())
                        .build())
            .toList();
    client.completeMultipartUpload(
        request ->
            request
                .bucket(BUCKET)
                .key(key)
                .uploadId(id)
                .multipartUpload(upload -> upload.parts(completed)));
  }

  private static String presigned(S3ProxyServer server, String key) {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(server.tlsEndpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(S3ProxyServer.credentials())
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build()) {
      return presigner
          .presignGetObject(
              request ->
                  request
                      .signatureDuration(Duration.ofMinutes(10))
                      .getObjectRequest(get -> get.bucket(BUCKET).key(key)))
          .url()
          .toString();
    }
  }
}
