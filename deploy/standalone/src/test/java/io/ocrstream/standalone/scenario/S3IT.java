/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.content.S3ProxyServer;
import io.ocrstream.content.TestCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Documents in a real S3 server, through the whole pipeline: uploaded in one go and in parts, read
 * with credentials and through presigned links; and those that cannot be read.
 *
 * <p>The server keeps no versions; what a version in a URI does is shown by {@code S3AnswersTest}
 * of ocr-processor, against the answers that S3 documents.
 */
@Timeout(150)
class S3IT {
  private static final String BUCKET = "documents";
  private static final int PART_BYTES = 5 * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("unset");

  @Test
  void shouldAnswerWhateverTheStoreSays() throws Exception {
    TestCertificate certificate = TestCertificate.make(folder);
    try (S3ProxyServer server = S3ProxyServer.start(folder, certificate);
        S3Client client = server.client();
        Cluster cluster = Cluster.start(folder, settings(server, certificate))) {
      client.createBucket(request -> request.bucket(BUCKET));
      byte[] plain = Pages.line(1);
      byte[] large = Pages.padded(Pages.line(2), PART_BYTES);
      byte[] signed = Pages.line(3);
      put(client, "plain page.png", plain);
      putInParts(client, "large.png", large);
      put(client, "signed.png", signed);
      String link = presigned(server, "signed.png");

      cluster.processor("processor");
      Running worker = worker(cluster, "worker", S3ProxyServer.SECRET_KEY);
      Uploads uploads = cluster.uploads();
      String plainEvent = uploads.publish("s3://documents/plain%20page.png");
      String largeEvent = uploads.publish("s3://documents/large.png");
      String linkEvent = uploads.publish(link);
      String forged = uploads.publish(link.replace("Signature=", "Signature=0"));
      String missing = uploads.publish("s3://documents/missing.png");
      String forbidden = uploads.publish("s3://others/plain.png");
      cluster.awaitAnswers(
          List.of(plainEvent, largeEvent, linkEvent, forged, missing, forbidden), PATIENCE);
      worker.close();
      Running stranger = worker(cluster, "stranger", "another-secret");
      String denied = uploads.publish("s3://documents/signed.png");
      cluster.awaitAnswers(List.of(denied), PATIENCE);
      stranger.close();

      checkRead(cluster.ledger().answer(plainEvent), plain);
      checkRead(cluster.ledger().answer(largeEvent), large);
      checkRead(cluster.ledger().answer(linkEvent), signed);
      assertThat(cluster.ledger().answer(missing).code()).isEqualTo("NOT_FOUND");
      assertThat(cluster.ledger().answer(forbidden).code()).isEqualTo("FORBIDDEN_LOCATION");
      assertThat(cluster.ledger().answer(forged).code()).isEqualTo("ACCESS_DENIED");
      assertThat(cluster.ledger().answer(denied).code()).isEqualTo("ACCESS_DENIED");
      try (Audit audit = cluster.audit()) {
        audit.everyEventIsAnsweredOnce().everyTextIs(Pages.LINE);
      }
    }
  }

  private static Map<String, String> settings(S3ProxyServer server, TestCertificate certificate) {
    return Map.of(
        "ocr.content.s3-buckets",
        BUCKET,
        "ocr.content.s3-endpoint",
        server.endpoint().toString(),
        "ocr.content.s3-path-style",
        "true",
        "ocr.content.https-hosts",
        server.tlsEndpoint().getAuthority(),
        "ocr.content.https-private",
        "true",
        "ocr.content.ca-file",
        certificate.pem().toString());
  }

  /** A worker that finds these credentials where the SDK looks first. */
  private static Running worker(Cluster cluster, String name, String secret) throws Exception {
    System.setProperty("aws.accessKeyId", S3ProxyServer.ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", secret);
    Running worker = cluster.worker(name);
    return () -> {
      worker.close();
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    };
  }

  private static void checkRead(Answer answer, byte[] document) {
    assertThat(answer.isResult()).as("%s", answer.json()).isTrue();
    assertThat(answer.contentHash()).isEqualTo("sha256:" + Audit.sha256(document));
  }

  private static void put(S3Client client, String key, byte[] bytes) {
    client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
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
