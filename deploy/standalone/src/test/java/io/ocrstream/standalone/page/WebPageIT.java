/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Timings;
import io.ocrstream.contracts.Topic;
import io.ocrstream.standalone.EmbeddedStack;
import io.ocrstream.standalone.LocalPipeline;
import io.ocrstream.standalone.Samples;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the page of a real run, over HTTP and, if installed, in a real browser. */
class WebPageIT {
  /** As many results as the page keeps in memory. */
  private static final int KEPT_RESULTS = 200;

  @TempDir static Path folder = Path.of("unset");

  private static @Nullable EmbeddedStack started;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    Samples.unpack(folder);
    // One child reads and renders.
    Map<String, String> small =
        Map.of("OCR_WORKER_RECOGNISE_SLOTS", "1", "OCR_ENGINE_CHILD_SPARES", "0");
    started = EmbeddedStack.start(null, Map.of("ocr.ops.page", "text"), new LocalPipeline(small));
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
  }

  static EmbeddedStack stack() {
    return Objects.requireNonNull(started);
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(
        request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpRequest.Builder at(String path) {
    String token = stack().pageUri().replaceFirst(".*#", "");
    return HttpRequest.newBuilder(URI.create(stack().opsUri() + path))
        .header("Authorization", "Bearer " + token);
  }

  private static byte[] sample(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  static JsonNode answer(Predicate<JsonNode> wanted) throws Exception {
    return Awaitility.await("an answer")
        .until(
            () -> {
              JsonNode state = Json.mapper().readTree(send(at("/page/state")).body());
              return StreamSupport.stream(state.path("answers").spliterator(), false)
                  .filter(wanted)
                  .findFirst();
            },
            Optional::isPresent)
        .orElseThrow();
  }

  /** Sends a file and returns the place of its result. */
  private static String sent(String file, String name) throws Exception {
    HttpResponse<byte[]> taken =
        send(at("/page/documents?name=" + name).POST(BodyPublishers.ofByteArray(sample(file))));
    assertThat(taken.statusCode()).isEqualTo(202);
    String event = Json.mapper().readTree(taken.body()).path("event_id").asText();
    JsonNode row = answer(node -> node.path("event").asText().equals(event));
    assertThat(row.path("document").asText()).isEqualTo(name);
    assertThat(row.path("outcome").asText()).isNotEqualTo("failure");
    return row.path("ref").asText();
  }

  @Test
  void shouldReadWhatIsSentAndShowItsPages() throws Exception {
    String image = sent("english.png", "scan.png");
    JsonNode result =
        Json.mapper().readTree(send(at("/page/documents/" + image)).body()).path("result");
    assertThat(result.at("/pages/0/words").size()).isPositive();
    HttpResponse<byte[]> picture = send(at("/page/documents/" + image + "/pages/1"));
    assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(picture.body()).isEqualTo(sample("english.png"));
    assertThat(send(at("/page/documents/" + image + "/pages/2")).statusCode()).isEqualTo(415);

    // A child renders a PDF.
    String pdf = sent("letter.pdf", "letter.pdf");
    HttpResponse<byte[]> drawn = send(at("/page/documents/" + pdf + "/pages/1"));
    assertThat(drawn.statusCode()).isEqualTo(200);
    assertThat(drawn.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(drawn.body()).startsWith(0x89, 'P', 'N', 'G');

    byte[] small =
        Awaitility.await("a thumbnail, once the child is idle")
            .until(
                () -> send(at("/page/documents/" + pdf + "/thumbnail")),
                reply -> reply.statusCode() == 200)
            .body();
    assertThat(small).startsWith(0x89, 'P', 'N', 'G').hasSizeLessThan(drawn.body().length);
  }

  @Test
  void shouldShowNoFileThatIsNotOfThisRun() throws Exception {
    Path foreign = folder.resolve("english.png");
    publish(Topic.RESULTS, result("foreign", foreign.toUri().toString(), "text"));
    publish(Topic.RESULTS, result("elsewhere", "https://example.org/a.png", "text"));

    for (String name : List.of("foreign", "elsewhere")) {
      String ref = answer(n -> n.path("document").asText().equals(name)).path("ref").asText();
      assertThat(send(at("/page/documents/" + ref + "/pages/1")).statusCode()).isEqualTo(404);
      // A missing image has a successful status, so that browsers do not log an error for each row.
      assertThat(send(at("/page/documents/" + ref + "/thumbnail")).statusCode()).isEqualTo(204);
    }
  }

  static Result result(String documentId, String uri, String text) {
    Map<String, Object> word =
        Map.of("text", "hidden", "x", 10, "y", 10, "width", 60, "height", 20, "confidence", 0.3);
    Map<String, Object> page =
        Map.of(
            "number",
            1,
            "width",
            300,
            "height",
            100,
            "status",
            "read",
            "text",
            text,
            "words",
            List.of(word));
    Map<String, Object> payload =
        Map.of("text", text, "confidence", 0.3, "word_count", 1, "pages", List.of(page));
    return new Result(
        "event-" + documentId.hashCode(),
        documentId,
        uri,
        ContentHash.ofBytes(new byte[0]),
        Source.CACHE,
        new Timings(1, 2, System.currentTimeMillis(), null, null),
        null,
        RawJson.of(Json.write(payload)));
  }

  static void publish(Topic topic, Object... values) throws Exception {
    Map<String, Object> config = new HashMap<>(stack().clients());
    config.put("max.request.size", 8 << 20);
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Object value : values) {
        producer
            .send(new ProducerRecord<>(topic.topicName(), "k".getBytes(UTF_8), Json.write(value)))
            .get();
      }
    }
  }

  /** A link names the place of the record, so it is not lost when many other answers follow. */
  @Test
  void shouldShowAResultThatIsNoLongerInMemory() throws Exception {
    publish(Topic.RESULTS, result("kept", "https://example.org/kept.png", "text of it"));
    String ref = answer(n -> n.path("document").asText().equals("kept")).path("ref").asText();
    publish(
        Topic.RESULTS,
        IntStream.range(0, KEPT_RESULTS)
            .mapToObj(i -> result("later " + i, "https://example.org/later.png", "text"))
            .toArray());
    answer(n -> n.path("document").asText().equals("later " + (KEPT_RESULTS - 1)));

    String link = "/page/documents/" + ref + "?event=event-" + "kept".hashCode();
    HttpResponse<byte[]> found = send(at(link));
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(Json.mapper().readTree(found.body()).at("/result/text").asText())
        .isEqualTo("text of it");
    assertThat(send(at(link + "x")).statusCode()).as("another event").isEqualTo(404);
    String partition = ref.substring(0, ref.indexOf('-'));
    for (String nowhere : List.of(partition + "-99999999", "77-0")) {
      assertThat(send(at("/page/documents/" + nowhere)).statusCode()).as(nowhere).isEqualTo(404);
    }
  }

  @Test
  void shouldWorkInABrowser() throws Exception {
    Optional<Path> driver = Browser.driver();
    assumeThat(driver).as("chromedriver and chromium are on the path").isPresent();
    try (Browser browser = Browser.start(driver.get())) {
      browser.screen(1280, 900, "light");
      // The printed address has the token, which grants access and then disappears from the
      // address.
      browser.open(stack().pageUri());
      browser.await("location.pathname === '/' && location.hash === ''");
      browser.await("document.getElementById('link').textContent === 'Live'");
      BrowserSteps.readsAFileThatIsChosen(browser);
      BrowserSteps.readsAFileThatIsDropped(browser);
      BrowserSteps.showsHostileTextAsText(browser);
      BrowserSteps.listsFailuresOfACode(browser);
      BrowserSteps.fitsAPhone(browser);
      BrowserSteps.livesWithAMalformedAddressAndSkipsWithoutLeavingTheView(browser);
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
