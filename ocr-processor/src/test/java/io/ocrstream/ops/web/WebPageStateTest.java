/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.ocrstream.contracts.Json;
import io.ocrstream.ops.RawHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the state and the event stream that the web page reads. */
class WebPageStateTest {
  private final TestWebPage page = new TestWebPage();

  @AfterEach
  void stop() {
    page.close();
  }

  @Test
  void shouldTellCountsTimesAndAnswers() throws Exception {
    Timer hits =
        Timer.builder("ocr.answers")
            .tag("source", "cache")
            .serviceLevelObjectives(Duration.ofMillis(10))
            .register(page.registry);
    page.registry.gauge("ocr.slots.busy", List.of(Tag.of("tasks", "ocr.recognise")), 2);
    InetSocketAddress to = page.start(null);
    // Counts from now on are differences.
    next(to, node -> node.at("/totals/cache").isNumber());
    hits.record(Duration.ofMillis(4));
    page.registry.counter("ocr.failures", "code", "CORRUPT").increment(2);
    Rows.add(page.answers, Rows.result("<script>alert(1)</script>", "s3://b/k?v=secret", "text"));

    JsonNode state = next(to, node -> node.at("/totals/cache").asInt() == 1);

    assertThat(state.at("/totals/failure").asInt()).isEqualTo(2);
    assertThat(state.at("/failures/CORRUPT").asInt()).isEqualTo(2);
    assertThat(state.at("/latency/cache/count").asInt()).isEqualTo(1);
    assertThat(state.at("/latency/cache/p50").asDouble()).isBetween(0.1, 10.0);
    assertThat(state.at("/busy_slots/recognise").asInt()).isEqualTo(2);
    assertThat(state.at("/backlog/recognise").asInt()).isEqualTo(7);
    assertThat(state.at("/cluster_slots/recognise").asInt()).isEqualTo(12);
    assertThat(state.at("/readings/0/done").asInt()).isEqualTo(3);
    JsonNode step = state.at("/steps").get(state.at("/steps").size() - 1);
    assertThat(step.get(5).asInt()).as("backlog of the step").isEqualTo(7);
    assertThat(step.get(6).asInt()).as("busy slots of the step").isEqualTo(2);
    assertThat(state.at("/feed").asText()).isEqualTo("following");
    assertThat(state.at("/checks/redis/status").asText()).isEqualTo("degraded");
    assertThat(state.at("/max_upload_bytes").asInt()).isZero();
    assertThat(state.at("/answers/0/document").asText()).isEqualTo("<script>alert(1)</script>");
    assertThat(state.toString()).doesNotContain("secret", "text of");
  }

  private static JsonNode next(InetSocketAddress to, Predicate<JsonNode> wanted) throws Exception {
    return await("the state asked for")
        .until(
            () ->
                Json.mapper()
                    .readTree(RawHttp.send(to, "GET /page/state", TestWebPage.HOST).body()),
            wanted);
  }

  /** A client of the event stream, which fails if no line arrives for some time. */
  private static final class Stream implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;
    private String id = "";

    Stream(InetSocketAddress to, String last) throws IOException {
      socket = new Socket(to.getAddress(), to.getPort());
      socket.setSoTimeout(20_000);
      String header = last.isEmpty() ? "" : "Last-Event-ID: " + last + "\r\n";
      String request =
          "GET /page/events HTTP/1.1\r\n" + TestWebPage.HOST + "\r\n" + header + "\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    String line(String begin) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(begin)) {
          return line.substring(begin.length());
        }
      }
      throw new IOException("the stream ended");
    }

    JsonNode message() throws IOException {
      id = line("id: ");
      return Json.mapper().readTree(line("data: "));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void shouldSendOnlyWhatIsNewWhenTheBrowserComesBack() throws Exception {
    InetSocketAddress to = page.start(null);
    Rows.add(page.answers, Rows.result("one", "s3://b/k", "t"));
    String id;
    try (Stream stream = new Stream(to, "")) {
      assertThat(stream.message().at("/answers")).hasSize(1);
      Rows.add(page.answers, Rows.result("two", "s3://b/k", "t"));
      JsonNode message = stream.message();
      while (message.at("/answers").isEmpty()) {
        message = stream.message();
      }
      assertThat(message.at("/answers")).hasSize(1);
      assertThat(message.at("/answers/0/document").asText()).isEqualTo("two");
      id = stream.id;
    }
    Rows.add(page.answers, Rows.result("three", "s3://b/k", "t"));
    try (Stream back = new Stream(to, id)) {
      JsonNode message = back.message();
      assertThat(message.at("/answers")).hasSize(1);
      assertThat(message.at("/answers/0/document").asText()).isEqualTo("three");
    }
    try (Stream foreign = new Stream(to, "another/2")) {
      assertThat(foreign.message().at("/answers")).hasSize(3);
    }
  }

  @Test
  void shouldSendFurtherWatchersAwayWhenTooManyWatch() throws Exception {
    InetSocketAddress to = page.start(null);
    List<Stream> streams = new ArrayList<>();
    for (int i = 0; i < ServerSentEvents.MAX_CLIENTS; i++) {
      Stream stream = new Stream(to, "");
      streams.add(stream);
      assertThat(stream.line("HTTP/1.1 ")).startsWith("200");
    }
    try (Stream further = new Stream(to, "")) {
      assertThat(further.line("HTTP/1.1 ")).startsWith("503");
    }
    // A watching client takes none of the threads that answer requests.
    assertThat(RawHttp.send(to, "GET /", TestWebPage.HOST).status()).isEqualTo(200);
    for (Stream stream : streams) {
      stream.close();
    }
  }
}
