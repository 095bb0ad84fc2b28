/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.ops.RawHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests uploads to the web page and their limits. */
class WebPageUploadsTest {
  private final TestWebPage page = new TestWebPage();

  @AfterEach
  void stop() {
    page.close();
  }

  @Test
  void shouldTakeNoFilesWhereThereIsNoPlaceForThem() throws Exception {
    InetSocketAddress to = page.start(null);
    Rows.add(page.answers, Rows.result("d", "s3://b/k", "t"));

    assertThat(RawHttp.post(to, "POST /page/documents?name=a", "x", TestWebPage.HOST).status())
        .isEqualTo(405);
    assertThat(RawHttp.send(to, "GET /page/documents/0-1/pages/1", TestWebPage.HOST).status())
        .isEqualTo(404);
  }

  @Test
  void shouldTakeFilesUpToTheirLimits() throws Exception {
    TestWebPage.Files files = page.files;
    InetSocketAddress to = page.start(files);
    String send = "POST /page/documents?name=";

    RawHttp.Reply accepted =
        RawHttp.post(to, send + "a%2Fb%5C..%2Fc%20%E2%80%AEd.png", "0123456789", TestWebPage.HOST);
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.body())
        .isEqualTo(
            "{\"event_id\":\"event of c d.png\",\"document_id\":\"c d.png\",\"content_hash\":\"%s\"}"
                .formatted(ContentHash.ofBytes("0123456789".getBytes(UTF_8))));
    assertThat(files.sent).containsExactly("c d.png: 0123456789");
    assertThat(RawHttp.post(to, send + "a", "0123456789x", TestWebPage.HOST).status())
        .isEqualTo(413);
    assertThat(chunked(to, send + "a", "0123456789")).isEqualTo(202);
    assertThat(chunked(to, send + "a", "0123456789x")).isEqualTo(413);
    String longest = "n".repeat(Uploads.MAX_NAME_CHARS);
    assertThat(RawHttp.post(to, send + longest, "1", TestWebPage.HOST).status()).isEqualTo(202);
    for (String wrong : new String[] {longest + "n", "", "%zz", "a%2F", "%00"}) {
      assertThat(RawHttp.post(to, send + wrong, "1", TestWebPage.HOST).status())
          .as(wrong)
          .isEqualTo(400);
    }
    assertThat(
            RawHttp.post(to, send + "a", "1", TestWebPage.HOST, "Origin: http://evil.example")
                .status())
        .isEqualTo(403);
    assertThat(files.sent).hasSize(3);
  }

  /** Sends a body without a known length. */
  private static int chunked(InetSocketAddress to, String request, String body) throws IOException {
    try (Socket socket = new Socket(to.getAddress(), to.getPort())) {
      socket.setSoTimeout(20_000);
      String text =
          "%s HTTP/1.1\r\n%s\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
              .formatted(request, TestWebPage.HOST, body.length(), body);
      socket.getOutputStream().write(text.getBytes(UTF_8));
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      return Integer.parseInt(lines.readLine().substring(9, 12));
    }
  }

  @Test
  void shouldKeepThreadsFreeWhileFilesAreTaken() throws Exception {
    InetSocketAddress to = page.start(page.files);
    List<Thread> slow = new ArrayList<>();
    for (int i = 0; i < Uploads.MAX_AT_ONCE; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  RawHttp.post(to, "POST /page/documents?name=slow", "1", TestWebPage.HOST);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      thread.start();
      slow.add(thread);
    }
    await("as many as are taken at once").until(() -> page.taken.getCount() == 0);
    assertThat(RawHttp.post(to, "POST /page/documents?name=a", "1", TestWebPage.HOST).status())
        .isEqualTo(503);
    assertThat(RawHttp.send(to, "GET /", TestWebPage.HOST).status()).isEqualTo(200);

    page.release.countDown();
    for (Thread thread : slow) {
      thread.join();
    }
    assertThat(RawHttp.post(to, "POST /page/documents?name=a", "1", TestWebPage.HOST).status())
        .isEqualTo(202);
  }
}
