/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.content.Content;
import io.ocrstream.content.ContentContractTest;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.Inspected;
import io.ocrstream.content.SchemeWriter;
import io.ocrstream.content.TrustStore;
import io.ocrstream.content.WorkFolder;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Tests outputs in a server that verifies and keeps checksums. */
@ExtendWith(S3Servers.class)
abstract class S3MockOutputsCases extends S3OutputsContract {
  private static S3MockServer server;
  private static S3Client client;

  @TempDir Path workDir;

  @BeforeAll
  static void start(S3MockServer shared) {
    server = shared;
    client = server.client();
    server.createVersionedBucket(client, "outputs");
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

  /** The claim check: a result's reference leads to the output and has its hash. */
  @Test
  void shouldBeKnownByItsHashWhenItIsReadAgain() throws Exception {
    StoredObject object = stored(put(store(), document("claim.pdf"), bytes()));
    ContentLimits limits = ContentLimits.buckets(endpoint().toString(), bucket());
    S3Store reading =
        new S3Store(
            limits,
            Optional.of(
                S3Clients.create(
                    limits, TrustStore.load(Optional.empty()), S3ProxyServer.credentials())));
    try (Content content =
        new ContentStores(Map.of("s3", reading), WorkFolder.open(workDir), limits)) {
      Inspected seen =
          ContentContractTest.seen(content.inspect(ContentContractTest.at(object.uri())));
      assertThat(seen.hash()).as("kept by the store").isEqualTo(object.hash());
      assertThat(seen.size()).isEqualTo(object.size());
    }
  }

  @Test
  void shouldFailAndLeaveNothingWhenTheBytesAreNotThoseThatWereHashed() throws IOException {
    SchemeWriter.Output torn =
        new SchemeWriter.Output(file(bytes()), 20, ContentHash.ofBytes(new byte[] {1}), MEDIA_TYPE);
    try (S3Outputs outputs = writer(settings(), endpoint(), S3ProxyServer.credentials())) {
      assertThat(outputs.write(URI.create(document("torn.pdf.ocr/") + NAME), torn))
          .hasValueSatisfying(
              problem -> assertThat(problem.code()).isEqualTo(FailureCode.OUTPUT_FAILED));
    }
    assertThat(list(document("torn.pdf"))).isEmpty();
  }
}
