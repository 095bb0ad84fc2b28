/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.content.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.ocrstream.content.ContentLimits;
import io.ocrstream.content.TrustStore;
import io.ocrstream.content.https.TestHttpsServer;
import io.ocrstream.content.s3.S3Lifecycle.Found;
import io.ocrstream.content.s3.S3Lifecycle.Wanted;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what is sent to stores that answer as AWS documents it, and what their errors mean. */
class S3LifecycleTest {
  private static final Wanted MONTH = new Wanted("texts", "ocr/", 30);
  private static final String DEFAULT_SIZE = "x-amz-transition-default-minimum-object-size";

  private final LiteralS3 store;
  private final List<String> written = new CopyOnWriteArrayList<>();

  S3LifecycleTest() throws IOException {
    store = new LiteralS3();
  }

  @AfterEach
  void stop() {
    store.close();
  }

  /** S3 rejects rules with filters beside rules of the older form. */
  @Test
  void shouldWriteTheOlderFormBesideRulesOfTheOlderFormAndKeepThem() throws Exception {
    String old =
        "<Rule><ID>old</ID><Prefix>logs/</Prefix><Status>Enabled</Status>"
            + "<Transition><Days>9</Days><StorageClass>GLACIER</StorageClass></Transition></Rule>";
    store.context(
        "/texts",
        exchange -> {
          try (exchange) {
            answer(exchange, "<LifecycleConfiguration>%s</LifecycleConfiguration>".formatted(old));
          }
        });
    try (S3Lifecycle lifecycle = lifecycle()) {
      assertThat(lifecycle.apply(MONTH).value()).contains(new Found(false, "are kept for ever", 1));
    }
    assertThat(written).hasSize(1);
    assertThat(written.get(0))
        .startsWith("varies_by_storage_class ")
        .contains("<ID>old</ID>", "<Prefix>logs/</Prefix>", "<Days>9</Days>", "GLACIER")
        .contains("<Prefix>ocr/</Prefix>", "<Days>30</Days>")
        .containsPattern("<ID>ocr-outputs-[0-9a-f]{16}</ID>")
        .doesNotContain("Filter");
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied,          s3:PutLifecycleConfiguration on the bucket",
    "404, NoSuchBucket,          create it",
    "405, MethodNotAllowed,      does not support lifecycle rules",
    "501, NotImplemented,        does not support lifecycle rules",
    "503, SlowDown,              status 503",
  })
  void shouldSayWhatToDoAboutAnError(int status, String code, String advice) throws Exception {
    store.error("texts", status, code, Map.of());
    try (S3Lifecycle lifecycle = lifecycle()) {
      assertThat(lifecycle.apply(MONTH).problem())
          .hasValueSatisfying(problem -> assertThat(problem.message()).contains(advice));
    }
  }

  private void answer(HttpExchange exchange, String rules) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      written.add(exchange.getRequestHeaders().getFirst(DEFAULT_SIZE) + " " + body);
      TestHttpsServer.respond(exchange, new byte[0]);
    } else {
      exchange.getResponseHeaders().set(DEFAULT_SIZE, "varies_by_storage_class");
      TestHttpsServer.respond(exchange, rules.getBytes(UTF_8));
    }
  }

  private S3Lifecycle lifecycle() throws Exception {
    ContentLimits limits = ContentLimits.buckets(store.endpoint());
    return new S3Lifecycle(
        limits,
        S3Clients.create(limits, TrustStore.load(Optional.empty()), S3ProxyServer.credentials()));
  }
}
