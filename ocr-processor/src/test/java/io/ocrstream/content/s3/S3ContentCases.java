/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.content.Content;
import io.ocrstream.content.ContentContractTest;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.Inspected;
import io.ocrstream.content.TestCertificate;
import io.ocrstream.content.TrustStore;
import io.ocrstream.content.UriText;
import io.ocrstream.content.WorkFolder;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Tests the contract, and what is specific to S3, against a real S3 server. */
@ExtendWith(S3Servers.class)
abstract class S3ContentCases extends ContentContractTest {
  private static final int PART_BYTES = 5 * 1024 * 1024;

  private static S3ProxyServer server;
  private static TestCertificate certificate;
  private static S3Client client;

  @BeforeAll
  static void start(S3ProxyServer shared) {
    server = shared;
    certificate = server.certificate();
    client = server.client();
    client.createBucket(request -> request.bucket("documents"));
    client.createBucket(request -> request.bucket("private"));
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  @Override
  public ContentLimits limits() {
    return ContentLimits.buckets(server.endpoint().toString(), "documents", "no-such-bucket");
  }

  @Override
  public Content open(ContentLimits limits, Path work) throws IOException {
    return open(limits, work, S3ProxyServer.credentials());
  }

  private static Content open(ContentLimits limits, Path work, AwsCredentialsProvider credentials)
      throws IOException {
    TrustStore trust = TrustStore.load(limits.caFile());
    S3Store store = new S3Store(limits, Optional.of(S3Clients.create(limits, trust, credentials)));
    return new ContentStores(Map.of("s3", store), WorkFolder.open(work), limits);
  }

  @Override
  public String put(String name, byte[] bytes) {
    String key = UriText.decode(name);
    client.putObject(request -> request.bucket("documents").key(key), RequestBody.fromBytes(bytes));
    return "s3://documents/" + name;
  }

  @Override
  public String forbidden() {
    client.putObject(
        request -> request.bucket("private").key("secret.bin"), RequestBody.fromBytes(bytes(3)));
    return "s3://private/secret.bin";
  }

  @Test
  void shouldRefuseWhenInspectedWithoutBytes() {
    String uri = put("nothing.bin", new byte[0]);
    assertThat(problem(content().inspect(at(uri))).code()).isEqualTo(FailureCode.EMPTY);
  }

  @Test
  void shouldReadWhenTheKeyHasSignsThatUrisReserve() {
    for (String name :
        List.of(
            "a%20b.bin", "a+b.bin", "a%2Bc.bin", "100%25.bin", "q%3Fa=1%26b%23c.bin", "f/g/h")) {
      String uri = put(name, bytes(name.length()));
      try (Fetched read = fetched(content().fetch(at(uri)))) {
        assertThat(read.size()).as(name).isEqualTo(name.length());
      }
    }
    assertThat(problem(content().fetch(at("s3://documents/a%20c.bin"))).code())
        .as("a plus is no space")
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void shouldReadAndPinWhenTheObjectWasUploadedInParts() throws IOException {
    byte[] first = bytes(PART_BYTES);
    byte[] second = bytes(1000);
    String etag = uploadInParts("parts.bin", first, second);
    assertThat(etag).contains("-2");
    ContentLimits large = limits().upTo(2L * PART_BYTES);
    try (Content content = open(large, workDir)) {
      Inspected seen = seen(content.inspect(at("s3://documents/parts.bin")));
      assertThat(seen.hash()).as("an etag of parts is no hash").isNull();
      assertThat('"' + seen.location().etag() + '"').isEqualTo(etag);
      try (Fetched read = fetched(content.fetch(seen.location()))) {
        var digest = ContentHash.newDigest();
        digest.update(first);
        assertThat(read.hash()).isEqualTo(ContentHash.of(digest.digest(second)));
      }
    }
  }

  private static String uploadInParts(String key, byte[]... parts) {
    String id =
        client.createMultipartUpload(request -> request.bucket("documents").key(key)).uploadId();
    List<CompletedPart> completed =
        IntStream.range(0, parts.length)
            .mapToObj(
                i -> {
                  String etag =
                      client
                          .uploadPart(
                              part ->
                                  part.bucket("documents").key(key).uploadId(id).partNumber(i + 1),
                              RequestBody.fromBytes(parts[i]))
                          .eTag();
                  return CompletedPart.builder().partNumber(i + 1).eTag(etag).build();
                })
            .toList();
    return client
        .completeMultipartUpload(
            request ->
                request
                    .bucket("documents")
                    .key(key)
                    .uploadId(id)
                    .multipartUpload(upload -> upload.parts(completed)))
        .eTag();
  }

  @Test
  void shouldReadOverHttpsWhenTheUriIsPresigned() throws IOException {
    byte[] bytes = bytes(77);
    put("signed document.bin".replace(" ", "%20"), bytes);
    String uri = presigned("signed document.bin", Duration.ofMinutes(5));
    URI endpoint = server.tlsEndpoint();
    ContentLimits limits =
        ContentLimits.hosts(certificate.pem(), endpoint.getHost() + ":" + endpoint.getPort());
    try (Content content = ContentStores.open(limits, workDir)) {
      Inspected seen = seen(content.inspect(at(uri)));
      assertThat(seen.size()).isEqualTo(77);
      assertThat(seen.location().isPinned()).isTrue();
      try (Fetched read = fetched(content.fetch(seen.location()))) {
        assertThat(read.hash()).isEqualTo(ContentHash.ofBytes(bytes));
      }
      assertThat(problem(content.fetch(at(uri.replace("Signature=", "Signature=0")))).code())
          .isEqualTo(FailureCode.ACCESS_DENIED);
    }
  }

  private static String presigned(String key, Duration validity) {
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
                      .signatureDuration(validity)
                      .getObjectRequest(get -> get.bucket("documents").key(key)))
          .url()
          .toString();
    }
  }

  @Test
  void shouldReadWhenTheEndpointItselfIsOverTls() throws IOException {
    put("tls.bin", bytes(21));
    ContentLimits limits =
        ContentLimits.buckets(server.tlsEndpoint().toString(), "documents")
            .trusting(certificate.pem());
    try (Content content = open(limits, workDir)) {
      assertThat(seen(content.inspect(at("s3://documents/tls.bin"))).size()).isEqualTo(21);
    }
  }

  @Test
  void shouldRefuseWhenTheCredentialsAreWrong() throws IOException {
    String uri = put("denied.bin", bytes(3));
    for (AwsBasicCredentials wrong :
        List.of(
            AwsBasicCredentials.create(S3ProxyServer.ACCESS_KEY, "another-secret"),
            AwsBasicCredentials.create("another-key", S3ProxyServer.SECRET_KEY))) {
      try (Content content = open(limits(), workDir, StaticCredentialsProvider.create(wrong))) {
        assertThat(problem(content.inspect(at(uri))).code()).isEqualTo(FailureCode.ACCESS_DENIED);
        assertThat(problem(content.fetch(at(uri))).code()).isEqualTo(FailureCode.ACCESS_DENIED);
      }
    }
  }

  @Test
  void shouldRefuseWhenThereIsNoBucket() {
    String uri = "s3://no-such-bucket/a.bin";
    assertThat(problem(content().inspect(at(uri))).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(problem(content().fetch(at(uri))).code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void shouldFailWhenNobodyListens() throws IOException {
    ContentLimits limits = ContentLimits.buckets("http://127.0.0.1:1", "documents");
    try (Content content = open(limits, workDir)) {
      var problem = problem(content.fetch(at("s3://documents/a.bin")));
      assertThat(problem.code()).isEqualTo(FailureCode.FETCH_FAILED);
      assertThat(problem.message()).doesNotContain("127.0.0.1", "documents");
    }
  }
}
