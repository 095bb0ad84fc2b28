/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static org.awaitility.Awaitility.await;

import io.ocrstream.content.Content;
import io.ocrstream.content.ContentContractTest;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.Inspected;
import io.ocrstream.content.TrustStore;
import io.ocrstream.content.WorkFolder;
import io.ocrstream.content.WorkFolders;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that gives S3's answers literally, and the content store that reads from it. */
abstract class S3AnswersBench {
  static final byte[] BYTES = "the bytes".getBytes(StandardCharsets.UTF_8);
  static final ContentHash HASH = ContentHash.ofBytes(BYTES);
  static final String CHECKSUM =
      Base64.getEncoder().encodeToString(HexFormat.of().parseHex(HASH.hex()));

  @TempDir Path workDir;
  LiteralS3 server;
  Content content;

  @BeforeEach
  void start() throws IOException {
    server = new LiteralS3();
    content = open(limits());
  }

  ContentLimits limits() {
    return ContentLimits.buckets(server.endpoint(), "bucket");
  }

  Content open(ContentLimits limits) throws IOException {
    TrustStore trust = TrustStore.load(Optional.empty());
    S3Store store =
        new S3Store(
            limits, Optional.of(S3Clients.create(limits, trust, S3ProxyServer.credentials())));
    return new ContentStores(Map.of("s3", store), WorkFolder.open(workDir), limits);
  }

  @AfterEach
  void stop() throws Exception {
    await("no file is left").until(() -> WorkFolders.documents(workDir).isEmpty());
    content.close();
    server.close();
  }

  static Location at(String uri) {
    return new Location(uri, null);
  }

  void object(String key, Map<String, String> headers) {
    object(key, headers, BYTES);
  }

  void object(String key, Map<String, String> headers, byte[] bytes) {
    server.object("bucket/" + key, headers, bytes);
  }

  void error(String key, int status, String code, Map<String, String> headers) {
    server.error("bucket/" + key, status, code, headers);
  }

  FailureCode fetchRefusal(String uri) {
    return ContentContractTest.problem(content.fetch(at(uri))).code();
  }

  FailureCode inspectRefusal(String uri) {
    return ContentContractTest.problem(content.inspect(at(uri))).code();
  }

  Inspected inspect(String uri) {
    return ContentContractTest.seen(content.inspect(at(uri)));
  }
}
