/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Result;
import io.ocrstream.ops.RawHttp;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the texts, pictures and outputs that the web page serves. */
class WebPageDocumentsTest {
  private final TestWebPage page = new TestWebPage();

  @AfterEach
  void stop() {
    page.close();
  }

  @Test
  void shouldServeTextsAndPicturesOfWhatIsKept() throws Exception {
    InetSocketAddress to = page.start(page.files);
    String hostile = "</script><img src=x onerror=alert(1)>\u202e" + "a".repeat(1 << 20);
    Rows.add(page.answers, Rows.result("d", "https://u:secret@h/k?sig=secret", hostile));

    RawHttp.Reply text = RawHttp.send(to, "GET /page/documents/0-1", TestWebPage.HOST);
    assertThat(text.status()).isEqualTo(200);
    assertThat(text.header("Content-Type")).hasValue("application/json");
    assertThat(text.body()).doesNotContain("secret");
    assertThat(Json.mapper().readTree(text.body()).at("/result/text").asText()).isEqualTo(hostile);

    RawHttp.Reply picture = RawHttp.send(to, "GET /page/documents/0-1/pages/1", TestWebPage.HOST);
    assertThat(picture.body()).isEqualTo("PNG");
    assertThat(picture.header("Content-Type")).hasValue("image/png");
    assertThat(picture.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(picture.header("Content-Security-Policy").orElseThrow()).contains("sandbox");
    assertThat(RawHttp.send(to, "GET /page/documents/0-1/pages/2", TestWebPage.HOST).status())
        .isEqualTo(409);
    for (String path :
        new String[] {
          "0-2", "1-1", "1", "0-1/pages/", "x", "0-1/../1", "0-9999999999999999999", "0-1/outputs/1"
        }) {
      assertThat(RawHttp.send(to, "GET /page/documents/" + path, TestWebPage.HOST).status())
          .as(path)
          .isEqualTo(404);
    }
  }

  @Test
  void shouldServeNoOtherResultThanTheOneThatALinkMeans() throws Exception {
    InetSocketAddress to = page.start(page.files);
    Result result = Rows.result("d", "s3://b/k", "t");
    Rows.add(page.answers, result, new AnswerPosition(2, 30));
    String start = result.contentHash().hex().substring(0, 16);
    String link = "GET /page/documents/2-30?event=event&hash=";

    assertThat(RawHttp.send(to, link + start, TestWebPage.HOST).status()).isEqualTo(200);
    assertThat(RawHttp.send(to, "GET /page/documents/9-9", TestWebPage.HOST).status())
        .as("not known to be gone")
        .isEqualTo(503);
    assertThat(RawHttp.send(to, link + "0" + start, TestWebPage.HOST).status()).isEqualTo(404);
    assertThat(RawHttp.send(to, "GET /page/documents/2-30?event=other", TestWebPage.HOST).status())
        .isEqualTo(404);
    assertThat(
            RawHttp.send(to, "GET /page/documents/2-30/thumbnail?event=other", TestWebPage.HOST)
                .status())
        .isEqualTo(404);
  }

  @Test
  void shouldServeThumbnailsAndOutputsOfWhatIsKept() throws Exception {
    InetSocketAddress to = page.start(page.files);
    Rows.add(page.answers, Rows.result("d", "s3://b/k", "t"));

    assertThat(RawHttp.send(to, "GET /page/documents/0-1/thumbnail", TestWebPage.HOST).body())
        .isEqualTo("SMALL");
    RawHttp.Reply output = RawHttp.send(to, "GET /page/documents/0-1/outputs/0", TestWebPage.HOST);
    assertThat(output.body()).isEqualTo("hOCR");
    // The browser must not show it: an output has text of the document.
    assertThat(output.header("Content-Disposition")).hasValue("attachment");
    assertThat(output.header("Content-Type")).hasValue("application/octet-stream");
    assertThat(output.header("Content-Security-Policy").orElseThrow()).contains("sandbox");
  }
}
