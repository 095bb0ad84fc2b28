/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.TrustStore;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** What a real S3 server says of its buckets, with right and wrong credentials. */
@ExtendWith(S3Servers.class)
abstract class S3ProbeCases {
  @Test
  void shouldTellBucketsCredentialsAndSilenceApart(S3ProxyServer server) throws Exception {
    try (S3Client client = server.client()) {
      client.createBucket(request -> request.bucket("probed"));
    }
    try (S3Probe probe = probe(server.endpoint(), S3ProxyServer.credentials())) {
      assertThat(probe.ask("probed").code()).isEqualTo("NoSuchKey");
      assertThat(probe.ask("probed").clock()).isPresent();
      assertThat(probe.ask("not-probed").code()).isEqualTo("NoSuchBucket");
      assertThat(probe.askToWrite("probed", "texts/").code()).isEqualTo(S3Probe.MAY_WRITE);
      assertThat(probe.askToWrite("not-probed", "").code()).isEqualTo("NoSuchBucket");
    }
    try (S3Client client = server.client()) {
      assertThat(client.listObjectsV2(request -> request.bucket("probed")).contents())
          .as("nothing was written")
          .isEmpty();
    }
    var wrong = AwsBasicCredentials.create(S3ProxyServer.ACCESS_KEY, "another-secret");
    try (S3Probe probe = probe(server.endpoint(), StaticCredentialsProvider.create(wrong))) {
      assertThat(probe.ask("probed").code()).isEqualTo("SignatureDoesNotMatch");
      assertThat(probe.askToWrite("probed", "").code()).isEqualTo("SignatureDoesNotMatch");
    }
    URI nowhere = URI.create("http://127.0.0.1:1");
    try (S3Probe probe = probe(nowhere, S3ProxyServer.credentials())) {
      S3Probe.Reply silent = probe.ask("probed");
      assertThat(silent.code()).isEmpty();
      assertThat(silent.message()).isNotEmpty().doesNotContain("127.0.0.1", "probed");
      assertThat(silent.clock()).isEmpty();
    }
  }

  private static S3Probe probe(URI endpoint, AwsCredentialsProvider credentials) throws Exception {
    ContentLimits limits = ContentLimits.buckets(endpoint.toString());
    return new S3Probe(
        limits, S3Clients.create(limits, TrustStore.load(Optional.empty()), credentials));
  }
}
