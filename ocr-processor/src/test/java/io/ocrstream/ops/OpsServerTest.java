/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.config.SettingsLoader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over HTTP, against the real server. */
class OpsServerTest {
  /** Whoever asks by an address. */
  static final Gate OPEN = Gate.of(SettingsLoader.of(Map.of()).ops());

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(DEADLINE).build();
  private final CountDownLatch release = new CountDownLatch(1);
  private OpsServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        OpsServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Map.of(
                "/text", () -> Answer.text(200, "é\n"),
                "/broken",
                    () -> {
                      throw new IllegalStateException("secret");
                    },
                "/slow", this::slow),
            OPEN,
            Site.NONE);
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.close();
  }

  private Answer slow() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Answer.text(200, "at last\n");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.address().getPort() + path))
        .timeout(DEADLINE);
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request = request(path).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void shouldAnswerUncachedWhenGot() throws Exception {
    HttpResponse<String> response = send("GET", "/text?ignored=1");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("é\n");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
  }

  @Test
  void shouldAnswerWithoutABodyWhenAskedForTheHead() throws Exception {
    HttpResponse<String> response = send("HEAD", "/text");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("Content-Length")).hasValue("3");
  }

  @Test
  void shouldRefuseWhenTheMethodWrites() throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      HttpResponse<String> response = send(method, "/text");

      assertThat(response.statusCode()).as(method).isEqualTo(405);
      assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }
  }

  @Test
  void shouldNotFindWhenThePathIsNotExact() throws Exception {
    for (String path : List.of("/", "/tex", "/texts", "/text/", "/text/../text", "//text")) {
      assertThat(send("GET", path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void shouldKeepItsMessageWhenAnEndpointThrows() throws Exception {
    HttpResponse<String> response = send("GET", "/broken");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).doesNotContain("secret");
    assertThat(send("GET", "/text").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldCloseFurtherConnectionsWhenTooManyWait() throws Exception {
    List<CompletableFuture<Integer>> asked = new ArrayList<>();
    int accepted = OpsServer.THREADS + OpsServer.MAX_WAITING;
    for (int i = 0; i < accepted + 20; i++) {
      asked.add(
          client
              .sendAsync(request("/slow").build(), HttpResponse.BodyHandlers.ofString())
              .handle((response, failure) -> failure == null ? response.statusCode() : 0));
    }
    CompletableFuture<Object> refused =
        CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new));
    assertThat(refused.get(20, TimeUnit.SECONDS)).isEqualTo(0);

    release.countDown();
    CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);

    assertThat(asked.stream().filter(code -> code.join() == 200))
        .hasSizeGreaterThanOrEqualTo(OpsServer.THREADS)
        .hasSizeLessThan(asked.size());
    assertThat(send("GET", "/text").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldCloseAConnectionWhenTooManyAreOpen() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < OpsServer.MAX_CONNECTIONS; i++) {
        open.add(connected());
      }
      assertThat(statusLine(open.get(open.size() - 1))).startsWith("HTTP/1.1 200");
      Socket further = connected();
      open.add(further);
      assertThat(statusLine(further)).as("hung up").isEmpty();
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void shouldHangUpWhenARequestDoesNotArriveInTime() throws Exception {
    try (Socket slow = connected()) {
      slow.getOutputStream().write("GET /text HTTP/1.1\r\nX-Slow: ".getBytes(US_ASCII));
      assertThat(line(slow)).isEmpty();
    }
    assertThat(send("GET", "/text").statusCode()).isEqualTo(200);
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout((int) DEADLINE.plusSeconds(OpsServer.MAX_REQUEST_SECONDS).toMillis());
    return socket;
  }

  private static String statusLine(Socket socket) throws IOException {
    String request = "GET /text HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n";
    try {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
    } catch (SocketException e) {
      return "";
    }
    return line(socket);
  }

  /** The first line that comes; empty if the other side hangs up. */
  private static String line(Socket socket) throws IOException {
    try {
      String line =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
      return line == null ? "" : line;
    } catch (SocketException e) {
      return "";
    }
  }
}
