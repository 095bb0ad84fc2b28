/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.content.Attempts;
import io.ocrstream.content.ContentContractTest;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.OutputSettings;
import io.ocrstream.content.OutputStore;
import io.ocrstream.content.OutputStoreContractTest;
import io.ocrstream.content.TrustStore;
import io.ocrstream.content.schemes.OutputStores;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RetryPolicy;
import io.ocrstream.contracts.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Tests outputs against any S3 server. */
abstract class S3OutputsContract extends OutputStoreContractTest {
  /** More than any buffer on the way. */
  private static final int LARGE_BYTES = 20 * 1024 * 1024;

  /** Returns the server's address. */
  abstract URI endpoint();

  /** Returns a client with all rights. */
  abstract S3Client client();

  /** Returns an existing bucket for this test only. */
  abstract String bucket();

  @Override
  public OutputSettings settings() {
    return OutputSettings.buckets(bucket(), "no-such-bucket");
  }

  @Override
  public OutputStore open(OutputSettings settings) throws IOException {
    return open(settings, endpoint(), S3ProxyServer.credentials());
  }

  static OutputStore open(OutputSettings settings, URI endpoint, AwsCredentialsProvider credentials)
      throws IOException {
    return new OutputStores(
        Map.of("s3", writer(settings, endpoint, credentials)),
        settings,
        Attempts.of(
            new RetryPolicy(settings.attempts(), settings.backoff(), settings.maxBackoff())));
  }

  static S3Outputs writer(OutputSettings settings, URI endpoint, AwsCredentialsProvider credentials)
      throws IOException {
    ContentLimits limits = ContentLimits.buckets(endpoint.toString());
    return new S3Outputs(
        settings.s3Buckets().orElseThrow(),
        Optional.of(S3Clients.create(limits, TrustStore.load(Optional.empty()), credentials)),
        settings.timeout());
  }

  @Override
  public String document(String name) {
    return "s3://" + bucket() + "/" + name;
  }

  @Override
  public String forbidden() {
    return "s3://" + bucket() + "-private/a.pdf";
  }

  @Override
  public String place() {
    return "s3://" + bucket() + "/all/of/them";
  }

  @Override
  public byte[] read(String uri) {
    S3Address address = S3Address.parse(URI.create(uri)).orElseThrow();
    return client()
        .getObjectAsBytes(request -> request.bucket(address.bucket()).key(address.key()))
        .asByteArray();
  }

  @Override
  public List<String> list(String uri) {
    S3Address address = S3Address.parse(URI.create(uri)).orElseThrow();
    return client()
        .listObjectsV2(request -> request.bucket(address.bucket()).prefix(address.key()))
        .contents()
        .stream()
        .map(S3Object::key)
        .map(key -> key.substring(address.key().length()))
        .toList();
  }

  @Test
  void shouldLeaveTheVersionOutWhenTheDocumentIsNamedWithOne() throws IOException {
    StoredObject object = stored(put(store(), document("v.pdf?versionId=3%2F4"), bytes()));
    assertThat(object.uri()).isEqualTo(document("v.pdf.ocr/") + NAME);
    assertThat(read(object.uri())).isEqualTo(bytes());
  }

  @Test
  void shouldKeepTheMediaTypeWhenItStores() throws IOException {
    put(store(), document("typed.pdf"), bytes());
    assertThat(
            client()
                .headObject(request -> request.bucket(bucket()).key("typed.pdf.ocr/" + NAME))
                .contentType())
        .isEqualTo(MEDIA_TYPE);
  }

  @Test
  void shouldStoreAllOfItWhenTheOutputIsLarge() throws IOException {
    byte[] bytes = ContentContractTest.bytes(LARGE_BYTES);
    try (OutputStore large = open(settings().upTo(LARGE_BYTES))) {
      StoredObject object = stored(put(large, document("large.pdf"), bytes));
      assertThat(read(object.uri())).isEqualTo(bytes);
    }
  }

  @Test
  void shouldRefuseWhenTheKeyHasDotsForAName() throws IOException {
    for (String name :
        List.of("../a.pdf", "a/../../b.pdf", "./a.pdf", "a/%2E%2E/b.pdf", "a/./b.pdf")) {
      assertThat(problem(put(store(), document(name), bytes())).code())
          .as(name)
          .isEqualTo(FailureCode.OUTPUT_REFUSED);
    }
    assertThat(stored(put(store(), document("a/..b/.c./...pdf"), bytes())).size()).isEqualTo(20);
  }

  @Test
  void shouldRefuseWhenThereIsNoBucket() throws IOException {
    Problem problem = problem(put(store(), "s3://no-such-bucket/a.pdf", bytes()));
    assertThat(problem.code()).isEqualTo(FailureCode.OUTPUT_REFUSED);
    assertThat(problem.message()).doesNotContain("no-such-bucket");
  }

  @Test
  void shouldFailAfterAllAttemptsWhenNobodyListens() throws IOException {
    try (OutputStore lost =
        open(settings(), URI.create("http://127.0.0.1:1"), S3ProxyServer.credentials())) {
      Problem problem = problem(put(lost, document("a.pdf"), bytes()));
      assertThat(problem.code()).isEqualTo(FailureCode.OUTPUT_FAILED);
      assertThat(problem.attempts()).isEqualTo(settings().attempts());
      assertThat(problem.message()).doesNotContain("127.0.0.1", bucket());
    }
  }

  static byte[] bytes() {
    return ContentContractTest.bytes(20);
  }
}
