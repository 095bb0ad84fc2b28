/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.ocrstream.config.loader.SettingsLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
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
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the real server over HTTP. */
class OpsServerTest {
  /** Allows requests from any address. */
  static final AccessFilter OPEN = AccessFilter.of(SettingsLoader.of(Map.of()).ops());

  static final Duration DEADLINE = Duration.ofMinutes(1);

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(DEADLINE).build();
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch busy = new CountDownLatch(OpsServer.MAX_REQUESTS);
  private final CompletableFuture<String> read = new CompletableFuture<>();
  private OpsServer server;

  @BeforeEach
  void start() throws IOException {
    server = serving(Duration.ofSeconds(OpsServer.MAX_PAUSE_SECONDS));
  }

  private OpsServer serving(Duration longestPause) throws IOException {
    return OpsServer.start(ANY_PORT, endpoints(), OPEN, this::read, longestPause);
  }

  private Map<String, Endpoint> endpoints() {
    return Map.of(
        "/text", () -> HttpAnswer.text(200, "é\n"),
        "/broken",
            () -> {
              throw new IllegalStateException("secret");
            },
        "/slow", this::slow,
        "/health/live", () -> HttpAnswer.text(200, "well\n"));
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.close();
  }

  private HttpAnswer slow() {
    busy.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return HttpAnswer.text(200, "at last\n");
  }

  private boolean read(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/body")) {
      return false;
    }
    try {
      read.complete(new String(exchange.getRequestBody().readAllBytes(), US_ASCII));
    } catch (IOException e) {
      read.complete("cut");
      throw e;
    }
    return true;
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
    for (String path : List.of("/", "/tex", "/texts", "/text/", "/text/../text")) {
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
  void shouldRefuseFurtherRequestsButAnswerHealthWhenTooManyAreAnswered() throws Exception {
    List<Socket> asking = new ArrayList<>();
    try {
      for (int i = 0; i < OpsServer.MAX_REQUESTS; i++) {
        Socket socket = LoopbackSocket.connected(server.address().getPort(), i / 20);
        asking.add(socket);
        LoopbackSocket.write(socket, "GET /slow HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      }
      busy.await();
      assertThat(send("GET", "/text").statusCode()).isEqualTo(503);
      assertThat(send("GET", "/health/live").statusCode()).isEqualTo(200);

      release.countDown();
      for (Socket socket : asking) {
        assertThat(LoopbackSocket.line(socket)).startsWith("HTTP/1.1 200");
      }
      awaitAnswer();
    } finally {
      LoopbackSocket.close(asking);
    }
  }

  @Test
  void shouldAnswerHealthWhenRequestsAreHalfSent() throws Exception {
    List<Socket> half = new ArrayList<>();
    try {
      // The limit of one address, times the number of addresses that may be connected.
      for (int i = 0; i < OpsServer.MAX_CONNECTIONS - OpsServer.MAX_CONNECTIONS_OF_ONE; i++) {
        Socket socket =
            LoopbackSocket.connected(
                server.address().getPort(), 1 + i / OpsServer.MAX_CONNECTIONS_OF_ONE);
        half.add(socket);
        LoopbackSocket.write(socket, "GET /health/live HTTP/1.1\r\nX");
      }
      assertThat(send("GET", "/health/live").statusCode()).isEqualTo(200);
      assertThat(send("GET", "/text").statusCode()).isEqualTo(200);
    } finally {
      LoopbackSocket.close(half);
    }
  }

  @Test
  void shouldCloseAConnectionWhenOneAddressHasTooMany() throws Exception {
    shouldCloseTheNext(OpsServer.MAX_CONNECTIONS_OF_ONE, i -> 0);
  }

  @Test
  void shouldCloseAConnectionWhenTooManyAreOpen() throws Exception {
    shouldCloseTheNext(OpsServer.MAX_CONNECTIONS, i -> i / OpsServer.MAX_CONNECTIONS_OF_ONE);
  }

  /**
   * Each connection gets an answer, because a silent one is closed after MAX_HEADER_SECONDS. An
   * answered one stays open for longer than a slow machine needs for all of them.
   */
  private void shouldCloseTheNext(int most, IntUnaryOperator address) throws Exception {
    server.close();
    ServerLimits usual = ServerLimits.OPERATORS;
    ServerLimits patient =
        new ServerLimits(
            usual.requests(),
            usual.threads(),
            usual.connections(),
            usual.connectionsOfOne(),
            ServerLimits.API_IDLE_SECONDS);
    server = OpsServer.start(ANY_PORT, endpoints(), OPEN, this::read, patient);
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < most; i++) {
        open.add(LoopbackSocket.connected(server.address().getPort(), address.applyAsInt(i)));
        assertThat(LoopbackSocket.statusLine(open.get(i))).startsWith("HTTP/1.1 200");
      }
      Socket further =
          LoopbackSocket.connected(server.address().getPort(), address.applyAsInt(most));
      open.add(further);
      assertThat(LoopbackSocket.statusLine(further)).as("hung up").isEmpty();
    } finally {
      LoopbackSocket.close(open);
    }
    awaitAnswer();
  }

  @Test
  void shouldHangUpWhenHeadersDoNotArriveInTime() throws Exception {
    try (Socket slow = LoopbackSocket.connected(server.address().getPort(), 0)) {
      // One byte at a time, so that the connection is never idle.
      LoopbackSocket.write(slow, "GET /text HTTP/1.1\r\nX-Slow: ");
      int sent = 0;
      int most = 100 * OpsServer.MAX_HEADER_SECONDS;
      slow.setSoTimeout(100);
      while (sent < most && !LoopbackSocket.isHungUp(slow)) {
        sent++;
      }
      assertThat(sent).isLessThan(most);
    }
    assertThat(send("GET", "/text").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldHangUpWhenABodyPausesForTooLong() throws Exception {
    server.close();
    server = serving(Duration.ofSeconds(1));
    try (Socket slow = LoopbackSocket.connected(server.address().getPort(), 0)) {
      LoopbackSocket.write(
          slow, "POST /body HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nhalf");
      assertThat(read.get(1, TimeUnit.MINUTES)).isEqualTo("cut");
    }
  }

  /** A closed connection counts until the server has noticed. */
  private void awaitAnswer() throws Exception {
    String status = "";
    for (int i = 0; i < 1000 && status.isEmpty(); i++) {
      try (Socket socket = LoopbackSocket.connected(server.address().getPort(), 0)) {
        status = LoopbackSocket.statusLine(socket);
      }
    }
    assertThat(status).startsWith("HTTP/1.1 200");
  }
}
