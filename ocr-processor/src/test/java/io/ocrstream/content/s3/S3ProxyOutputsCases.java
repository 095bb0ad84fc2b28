/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.content.OutputStore;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Problem;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** Tests outputs in a server that verifies signatures and has no checksums. */
@ExtendWith(S3Servers.class)
abstract class S3ProxyOutputsCases extends S3OutputsContract {
  private static S3ProxyServer server;
  private static S3Client client;

  @BeforeAll
  static void start(S3ProxyServer shared) {
    server = shared;
    client = server.client();
    client.createBucket(request -> request.bucket("outputs"));
    client.createBucket(request -> request.bucket("outputs-private"));
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  @Override
  URI endpoint() {
    return server.endpoint();
  }

  @Override
  S3Client client() {
    return client;
  }

  @Override
  String bucket() {
    return "outputs";
  }

  @Test
  void shouldRefuseWhenTheCredentialsAreWrong() throws IOException {
    var wrong = AwsBasicCredentials.create(S3ProxyServer.ACCESS_KEY, "another-secret");
    try (OutputStore denied =
        open(settings(), endpoint(), StaticCredentialsProvider.create(wrong))) {
      Problem problem = problem(put(denied, document("denied.pdf"), bytes()));
      assertThat(problem.code()).isEqualTo(FailureCode.OUTPUT_REFUSED);
      assertThat(problem.attempts()).isEqualTo(1);
    }
    assertThat(list(document("denied.pdf"))).isEmpty();
  }
}
