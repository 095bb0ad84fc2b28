/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.ops.RawHttp;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the files of the web page over HTTP. The browser test covers what is displayed. */
class WebPageTest {
  private final TestWebPage page = new TestWebPage();

  @AfterEach
  void stop() {
    page.close();
  }

  @Test
  void shouldServeItsFilesAndNothingElse() throws Exception {
    InetSocketAddress to = page.start(null);

    RawHttp.Reply index = RawHttp.send(to, "GET /", TestWebPage.HOST);
    assertThat(index.status()).isEqualTo(200);
    assertThat(index.header("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(index.header("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(index.body())
        .doesNotContain("style=", "onclick", "http:", "https:")
        .doesNotContainPattern("<script(?![^>]*src=\"/page/)");
    assertThat(RawHttp.send(to, "GET /page/main.js", TestWebPage.HOST).header("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    String etag = index.header("ETag").orElseThrow();
    assertThat(RawHttp.send(to, "GET /", TestWebPage.HOST, "If-None-Match: " + etag).status())
        .isEqualTo(304);
    for (String path :
        new String[] {"/page/", "/page/WebPage.class", "/page/../Answer.class", "/page/x.js"}) {
      assertThat(RawHttp.send(to, "GET " + path, TestWebPage.HOST).status())
          .as(path)
          .isEqualTo(404);
    }
    assertThat(RawHttp.send(to, "DELETE /", TestWebPage.HOST).status()).isEqualTo(405);
  }

  /** Every name that a file refers to must be served: a missing module leaves a blank page. */
  @Test
  void shouldServeEveryFileThatItsFilesAskFor() throws Exception {
    InetSocketAddress to = page.start(null);
    for (String script :
        List.of("main", "overview", "chart", "answers", "document", "lists", "upload", "dom")) {
      String text = RawHttp.send(to, "GET /page/" + script + ".js", TestWebPage.HOST).body();
      assertThat(text).doesNotContain("innerHTML", "insertAdjacentHTML", "eval(");
      var imports = Pattern.compile("from \"\\./([a-z.]+)\"").matcher(text);
      while (imports.find()) {
        assertThat(RawHttp.send(to, "GET /page/" + imports.group(1), TestWebPage.HOST).status())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void shouldCompressWhatBrowsersLoadFirst() throws Exception {
    InetSocketAddress to = page.start(null);
    for (int i = 0; i < AnswerLog.MAX_RESULTS; i++) {
      Rows.add(page.answers, Rows.result("d" + i, "s3://b/k" + i, "t"), new AnswerPosition(0, i));
    }
    int sum = zipped(RawHttp.send(to, "GET /page/state", TestWebPage.HOST).body());
    for (String name : Assets.NAMES) {
      String path = name.equals("index.html") ? "/" : "/page/" + name;
      RawHttp.Reply asset =
          RawHttp.send(to, "GET " + path, TestWebPage.HOST, "Accept-Encoding: gzip, br");
      assertThat(asset.header("Content-Encoding")).hasValue("gzip");
      sum += Integer.parseInt(asset.header("Content-Length").orElseThrow());
    }
    assertThat(sum).as("bytes of the first view").isLessThan(100 << 10);

    HttpRequest events =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.getPort() + "/page/events"))
            .header("Accept-Encoding", "gzip")
            .build();
    InputStream stream =
        HttpClient.newHttpClient().send(events, HttpResponse.BodyHandlers.ofInputStream()).body();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(new GZIPInputStream(stream), UTF_8))) {
      assertThat(lines.readLine()).as("each message arrives at once").startsWith("retry: ");
    }
  }

  private static int zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(UTF_8));
    }
    return bytes.size();
  }
}
