/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import static io.ocrstream.gateway.GatewayFixture.field;
import static io.ocrstream.gateway.GatewayFixture.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Source;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the limits of the gateway, and requests that it rejects. */
class GatewayLimitsTest extends GatewayBench {
  @Test
  void shouldAcceptDocumentsUpToTheLimitAndRejectOneByteMore() throws Exception {
    start("max-bytes=1KiB", "max-wait=0s");
    byte[] most = new byte[1024];
    byte[] more = new byte[1025];
    var body = gateway().begin(gateway().upload("/ocr", most));
    published(0).acknowledged().complete(true);
    assertThat(body.join().statusCode()).isEqualTo(202);
    var form = gateway().begin(gateway().form("/ocr", file("a", most)));
    published(1).acknowledged().complete(true);
    assertThat(form.join().statusCode()).isEqualTo(202);
    HttpRequest.BodyPublisher ofUnknownLength =
        HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(more));
    for (HttpRequest.Builder rejected :
        List.of(
            gateway().upload("/ocr", more),
            gateway().form("/ocr", file("a", more)),
            gateway().form("/ocr", file("a", new byte[1024 + UploadReader.MAX_FORM_BYTES])),
            gateway().request("/ocr").POST(ofUnknownLength))) {
      HttpResponse<String> response = gateway().send(rejected);
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(json(response).path("code").textValue()).isEqualTo("TOO_LARGE");
    }
    assertThat(gateway().published).hasSize(2);
    assertThat(gateway().filesAtWork()).isEmpty();
  }

  @Test
  void shouldAcceptNoMoreThanWorkersDo() throws Exception {
    gateway = new GatewayFixture(folder, Map.of("ocr.content.max-bytes", "5B"));

    assertThat(gateway().send(gateway().upload("/ocr", SCAN)).statusCode()).isEqualTo(413);
  }

  @Test
  void shouldRejectARequestAboveTheLimitOfWaitingOnes() throws Exception {
    start("max-waiting=2");
    var first = gateway().begin(gateway().upload("/ocr", SCAN));
    var second = gateway().begin(gateway().upload("/ocr", SCAN));
    GatewayFixture.Published one = published(0);
    GatewayFixture.Published two = published(1);
    HttpResponse<String> third = gateway().send(gateway().upload("/ocr", SCAN));

    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(header(third, "Retry-After")).isEqualTo("1");
    assertThat(json(third).path("code").textValue()).isEqualTo("TOO_MANY_REQUESTS");
    one.read(Source.OCR, "a");
    two.read(Source.COALESCED, "a");
    assertThat(first.join().statusCode()).isEqualTo(200);
    assertThat(second.join().statusCode()).isEqualTo(200);
    var fourth = gateway().begin(gateway().upload("/ocr", SCAN));
    published(2).read(Source.CACHE, "a");
    assertThat(fourth.join().statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/ocr?colour=blue, UNSUPPORTED_OPTION",
    "/ocr?outputs=gold, UNSUPPORTED_OPTION",
    "/ocr?page_segmentation_mode=x, UNSUPPORTED_OPTION",
    "/ocr?page_segmentation_mode=2, UNSUPPORTED_OPTION",
    "/ocr?wait=10, INVALID_EVENT",
    "/ocr?tag=%00, INVALID_EVENT",
    "/ocr?document_id=, INVALID_EVENT",
  })
  void shouldRejectUnknownParameters(String path, String code) throws Exception {
    start();
    HttpResponse<String> response = gateway().send(gateway().upload(path, SCAN));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("code").textValue()).isEqualTo(code);
    assertThat(gateway().published).isEmpty();
  }

  @Test
  void shouldLimitTextsAndKeys() throws Exception {
    start("max-wait=0s");
    String text = "x".repeat(ReadRequest.MAX_TEXT_CHARS);
    String key = "k".repeat(Gateway.MAX_KEY_CHARS);
    var accepted = gateway().begin(keyed("/ocr?tag=" + text, SCAN, key));
    published(0).acknowledged().complete(true);

    assertThat(accepted.join().statusCode()).isEqualTo(202);
    for (HttpRequest.Builder rejected :
        List.of(
            keyed("/ocr?tag=x" + text, SCAN, "k"),
            keyed("/ocr?document_id=x" + text, SCAN, "k"),
            keyed("/ocr", SCAN, "k" + key),
            keyed("/ocr", SCAN, "two words"))) {
      assertThat(gateway().send(rejected).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void shouldRejectFormsThatAreNotOneFile() throws Exception {
    start();
    assertThat(gateway().send(gateway().upload("/ocr", new byte[0])).statusCode()).isEqualTo(422);
    assertThat(gateway().send(gateway().form("/ocr", file("a", new byte[0]))).statusCode())
        .isEqualTo(422);
    for (HttpRequest.Builder form :
        List.of(
            gateway().form("/ocr", field("languages", "eng")),
            gateway().form("/ocr", file("a", SCAN), file("b", SCAN)),
            gateway().upload("/ocr", SCAN).header("Content-Type", GatewayFixture.FORM),
            gateway().upload("/ocr", SCAN).header("Content-Type", "multipart/form-data"))) {
      HttpResponse<String> response = gateway().send(form);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(json(response).path("code").textValue()).isEqualTo("INVALID_EVENT");
    }
    assertThat(gateway().filesAtWork()).isEmpty();
  }
}
