/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import static io.ocrstream.gateway.GatewayFixture.field;
import static io.ocrstream.gateway.GatewayFixture.file;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.client.OcrAnswer;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.EventOptions;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.submit.SamplePayload;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests requests to the gateway and their answers over HTTP. */
class GatewayTest extends GatewayBench {
  private static final ContentHash HASH = ContentHash.ofBytes(SCAN);

  @Test
  void shouldStoreAFormsFileAndAnswerWithItsPayload() throws Exception {
    start("tenant=acme");
    CompletableFuture<HttpResponse<String>> sent =
        gateway()
            .begin(
                gateway()
                    .form(
                        "/ocr?engine=onnx",
                        field("languages", "por,eng"),
                        file("scan.png", SCAN),
                        field("outputs", "text,words"),
                        field("document_id", "receipt 7"),
                        field("tag", "till 3")));
    UploadEvent event = published(0).event();

    assertThat(event.uri()).isEqualTo(gateway().store.toUri() + HASH.hex());
    assertThat(event.contentHash()).isEqualTo(HASH);
    assertThat(event.documentId()).isEqualTo("receipt 7");
    assertThat(event.tag()).isEqualTo("till 3");
    assertThat(event.tenant()).isEqualTo("acme");
    assertThat(event.deadline()).isNotNull();
    assertThat(event.options())
        .isEqualTo(
            EventOptions.DEFAULTS
                .withEngine(EngineName.ONNX)
                .withLanguages(List.of("por", "eng"))
                .withOutputs(List.of(Output.TEXT, Output.WORDS)));
    assertThat(gateway().store.resolve(HASH.hex())).hasBinaryContent(SCAN);

    published(0).read(Source.OCR, "Olá");
    HttpResponse<String> response = sent.join();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(payload("Olá"));
    assertThat(header(response, "Ocr-Event-Id")).isEqualTo(event.eventId());
    assertThat(header(response, "Ocr-Source")).isEqualTo("ocr");
    assertThat(gateway().filesAtWork()).isEmpty();
    assertThat(
            gateway().registry.get("ocr.gateway.requests").tag("outcome", "result").timer().count())
        .isEqualTo(1);
  }

  @Test
  void shouldTakeABodyThatIsTheDocument() throws Exception {
    start();
    CompletableFuture<HttpResponse<String>> sent =
        gateway()
            .begin(
                gateway()
                    .upload("/ocr", SCAN)
                    .header("Content-Type", "application/x-www-form-urlencoded"));
    UploadEvent event = published(0).event();
    published(0).read(Source.CACHE, "again");

    assertThat(event.documentId()).isEqualTo(event.eventId());
    assertThat(event.options()).isNull();
    assertThat(header(sent.join(), "Ocr-Source")).isEqualTo("cache");
    assertThat(gateway().store.resolve(HASH.hex())).hasBinaryContent(SCAN);
  }

  @Test
  void shouldAnswerLaterUnderTheStatusAddressOnEveryInstance() throws Exception {
    start("max-wait=0s");
    CompletableFuture<HttpResponse<String>> sent =
        gateway().begin(gateway().upload("/ocr?pages=1-2&wait=10m", SCAN));
    published(0).acknowledged().complete(true);
    HttpResponse<String> pending = sent.join();
    String address = header(pending, "Location");

    assertThat(pending.statusCode()).isEqualTo(202);
    assertThat(json(pending).path("status").textValue()).isEqualTo("pending");
    assertThat(address).isEqualTo("/ocr/" + published(0).event().eventId() + "?pages=1-2");
    assertThat(gateway().send(gateway().request(address)).statusCode()).isEqualTo(202);
    published(0).read(Source.OCR, "two pages");
    HttpResponse<String> answer = gateway().send(gateway().request(address));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(payload("two pages"));
    assertThat(gateway().published).hasSize(1);

    try (GatewayFixture other = new GatewayFixture(folder, Map.of())) {
      CompletableFuture<HttpResponse<String>> asked =
          other.begin(other.request(address + "&wait=30s"));
      await().until(() -> !other.published.isEmpty());
      other.published.get(0).read(Source.CACHE, "two pages");
      assertThat(asked.join().body()).isEqualTo(answer.body());
      assertThat(other.published.get(0).event().with(null, null, null))
          .isEqualTo(published(0).event().with(null, null, null));
    }
  }

  @Test
  void shouldGiveARepeatedRequestTheSameAnswerAndRejectAnotherWithItsKey() throws Exception {
    start();
    CompletableFuture<HttpResponse<String>> first = gateway().begin(keyed("/ocr", SCAN, "k-1"));
    published(0).acknowledged().complete(true);
    CompletableFuture<HttpResponse<String>> second =
        gateway().begin(keyed("/ocr", SCAN, "\"k-1\""));
    await().until(() -> gateway().registry.get("ocr.gateway.waiting").gauge().value() == 2);
    published(0).read(Source.OCR, "once");
    CompletableFuture<HttpResponse<String>> third = gateway().begin(keyed("/ocr", SCAN, "k-1"));

    assertThat(List.of(first.join().body(), second.join().body(), third.join().body()))
        .containsOnly(payload("once"));
    assertThat(gateway().published).hasSize(1);
    for (HttpRequest.Builder other :
        List.of(
            keyed("/ocr", "another scan".getBytes(UTF_8), "k-1"),
            keyed("/ocr?pages=1", SCAN, "k-1"))) {
      HttpResponse<String> response = gateway().send(other);
      assertThat(response.statusCode()).isEqualTo(422);
      assertThat(json(response).path("code").textValue()).isEqualTo("KEY_REUSED");
    }
    try (GatewayFixture elsewhere = new GatewayFixture(folder, Map.of())) {
      var unused = elsewhere.begin(elsewhere.upload("/ocr", SCAN).header("Idempotency-Key", "k-1"));
      await().until(() -> !elsewhere.published.isEmpty());
      assertThat(elsewhere.published.get(0).event().eventId())
          .isEqualTo(published(0).event().eventId());
      elsewhere.published.get(0).read(Source.CACHE, "once");
    }
  }

  @Test
  void shouldTryAgainAfterAFailureThatMayPass() throws Exception {
    start();
    CompletableFuture<HttpResponse<String>> failed = gateway().begin(keyed("/ocr", SCAN, "k"));
    published(0).fail(FailureCode.FETCH_FAILED);
    HttpResponse<String> unavailable = failed.join();
    CompletableFuture<HttpResponse<String>> again = gateway().begin(keyed("/ocr", SCAN, "k"));
    published(1).fail(FailureCode.CORRUPT);
    HttpResponse<String> corrupt = again.join();

    assertThat(unavailable.statusCode()).isEqualTo(503);
    assertThat(header(unavailable, "Retry-After")).isEqualTo("1");
    assertThat(json(unavailable).path("retryable").booleanValue()).isTrue();
    assertThat(corrupt.statusCode()).isEqualTo(422);
    assertThat(header(corrupt, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(json(corrupt).path("code").textValue()).isEqualTo("CORRUPT");
    assertThat(json(corrupt).path("detail").textValue()).isEqualTo("The message.");
    assertThat(gateway().send(keyed("/ocr", SCAN, "k")).body()).isEqualTo(corrupt.body());
    assertThat(gateway().published).hasSize(2);
    assertThat(published(1).event().eventId()).isEqualTo(published(0).event().eventId());
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_PUBLISHED, 503, UNAVAILABLE",
    "TOO_MANY_OPEN, 503, UNAVAILABLE",
    "CLOSED, 503, UNAVAILABLE",
    "TIMED_OUT, 504, TIMED_OUT",
  })
  void shouldNotPromiseAnAnswerThatDoesNotCome(OcrAnswer.Reason reason, int status, String code)
      throws Exception {
    start("max-wait=0s");
    CompletableFuture<HttpResponse<String>> sent = gateway().begin(gateway().upload("/ocr", SCAN));
    published(0).acknowledged().complete(false);
    published(0)
        .answer()
        .complete(new OcrAnswer.Unknown(published(0).event().eventId(), reason, "s3://a", null));
    HttpResponse<String> response = sent.join();

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(json(response).path("code").textValue()).isEqualTo(code);
    assertThat(response.body()).doesNotContain("s3://");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /ocr, 405", "DELETE, /ocr/abc, 405", "POST, /openapi.json, 405", "GET, /ocr/abc, 404",
    "GET, /ocr/, 404", "GET, /ocr/stats, 404", "GET, /ocrs, 404", "GET, /openapi.json, 200"
  })
  void shouldServeItsPathsAlone(String method, String path, int status) throws Exception {
    start();
    HttpRequest.Builder request =
        gateway().request(path).method(method, HttpRequest.BodyPublishers.noBody());

    assertThat(gateway().send(request).statusCode()).isEqualTo(status);
  }

  @Test
  void shouldForgetAnUploadWhoseClientHangsUp() throws Exception {
    start("max-uploads=1");
    try (var socket = new Socket(gateway().address().getAddress(), gateway().address().getPort())) {
      String head =
          "POST /ocr HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: 9000\r\n\r\n"
              .formatted(GatewayFixture.FORM);
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().write(file("half.png", new byte[4000]));
      await().until(() -> gateway().registry.get("ocr.gateway.uploads").gauge().value() == 1);
      HttpResponse<String> other = gateway().send(gateway().upload("/ocr", SCAN));
      assertThat(other.statusCode()).isEqualTo(503);
      assertThat(json(other).path("code").textValue()).isEqualTo("TOO_MANY_REQUESTS");
    }
    await().until(() -> gateway().registry.get("ocr.gateway.uploads").gauge().value() == 0);
    await().until(() -> gateway().registry.get("ocr.gateway.waiting").gauge().value() == 0);
    assertThat(gateway().filesAtWork()).isEmpty();
    assertThat(gateway().published).isEmpty();
    assertThat(gateway().store).isEmptyDirectory();
  }

  @Test
  void shouldRequireItsTokenAndNotOpenTheOperatorsPathsWithIt() throws Exception {
    gateway =
        new GatewayFixture(
            folder,
            Map.of("ocr.gateway.token", "token-of-clients", "ocr.ops.token", "token-of-operators"));
    assertThat(status("/openapi.json", "none")).isEqualTo(401);
    assertThat(status("/ocr/abc", "token-of-clienty")).isEqualTo(401);
    assertThat(status("/ocr/abc", "token-of-clients")).isEqualTo(404);
    assertThat(status("/ocr/abc", "token-of-operators")).isEqualTo(404);
    assertThat(status("/config", "token-of-clients")).isEqualTo(401);
    assertThat(status("/config", "token-of-operators")).isEqualTo(404);
    gateway().close();
    start("token=token-of-clients");
    assertThat(status("/config", "none")).isEqualTo(401);
    assertThat(status("/config", "token-of-clients")).isEqualTo(404);
  }

  private int status(String path, String token) throws Exception {
    return gateway()
        .send(gateway().request(path).header("Authorization", "Bearer " + token))
        .statusCode();
  }

  private static String payload(String text) {
    return new String(Json.write(SamplePayload.of(text)), UTF_8);
  }
}
