/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Timings;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.UploadEvent;
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
  private static final String HOSTILE = "<img src=x onerror=\"window.hurt=1\">\u202egpj.exe";

  /** As many results as the page keeps in memory. */
  private static final int KEPT_RESULTS = 200;

  @TempDir private static Path folder = Path.of("unset");

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

  private static EmbeddedStack stack() {
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

  private static JsonNode answer(Predicate<JsonNode> wanted) throws Exception {
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

  private static Result result(String documentId, String uri, String text) {
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

  private static void publish(Topic topic, Object... values) throws Exception {
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
      readsAFileThatIsChosen(browser);
      readsAFileThatIsDropped(browser);
      showsHostileTextAsText(browser);
      listsFailuresOfACode(browser);
      fitsAPhone(browser);
      livesWithAMalformedAddressAndSkipsWithoutLeavingTheView(browser);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private static void readsAFileThatIsChosen(Browser browser) throws Exception {
    browser.type("#file", folder.resolve("french.png").toString());
    browser.await(
        "[...document.querySelectorAll('#answers a .title')].some(a => a.textContent === 'french.png')");
    browser.await("document.querySelector('#uploads li.good a').textContent === 'french.png'");
    assertThat(browser.run("return document.querySelectorAll('#chart path.bar').length").asInt())
        .isEqualTo(4);
    findsAnAnswerByItsName(browser);
    browser.run(
        "[...document.querySelectorAll('#answers a .title')].find(a => a.textContent === 'french.png').click()");
    browser.await("/^#.documents.\\d+-\\d+.[0-9a-f]{16}.page-/.test(location.hash)");
    browser.await("document.querySelectorAll('#sheet .box').length > 10");
    browser.await("document.querySelector('#sheet img')?.naturalWidth > 0");
    assertThat(browser.run("return document.activeElement.id").asText())
        .as("focus follows the view")
        .isEqualTo("document-title");
    browser.run("document.getElementById('zoom-in').click()");
    assertThat(browser.run("return document.getElementById('zoom-fit').textContent").asText())
        .isEqualTo("150 %");
    String word =
        browser.run("return document.querySelector('#text .w.high').textContent").asText();
    browser.type("#query", word);
    browser.await("document.querySelectorAll('#text mark.now').length > 0");
    assertThat(browser.run("return document.querySelector('#hits').textContent").asText())
        .startsWith("1 of ");
    assertThat(browser.run("return document.querySelectorAll('.box.hit').length").asInt())
        .isPositive();
  }

  private static void findsAnAnswerByItsName(Browser browser) throws Exception {
    browser.type("#find", "no such answer");
    browser.await("document.querySelectorAll('#answers tbody tr').length === 0");
    browser.run(
        "const find = document.getElementById('find'); find.value = 'FRENCH';"
            + " find.dispatchEvent(new Event('input'))");
    browser.await("document.querySelectorAll('#answers tbody tr').length === 1");
    browser.run(
        "const find = document.getElementById('find'); find.value = '';"
            + " find.dispatchEvent(new Event('input'))");
  }

  /**
   * Drops a file onto the view of a document: the page switches to the list, where the answer will
   * be.
   */
  private static void readsAFileThatIsDropped(Browser browser) throws Exception {
    browser.run(
        "window.seen = []; for (const type of ['dragenter', 'drop']) addEventListener(type,"
            + " e => seen.push(type + ' ' + e.isTrusted + ' ' + e.dataTransfer.files.length))");
    List<Path> files = List.of(folder.resolve("spanish.png"), folder.resolve("notice.gif"));
    browser.drag("dragEnter", files);
    browser.drag("dragOver", files);
    assertThat(browser.run("return document.getElementById('drop').hidden").asBoolean()).isFalse();
    browser.drag("drop", files);
    assertThat(browser.run("return window.seen.join()").asText())
        .as("events of the browser itself; files can be seen at the drop only")
        .isEqualTo("dragenter true 0,drop true 2");
    assertThat(browser.run("return document.getElementById('drop').hidden").asBoolean()).isTrue();
    browser.await("location.hash === '#/'");
    for (String name : List.of("spanish.png", "notice.gif")) {
      JsonNode row = answer(node -> node.path("document").asText().equals(name));
      assertThat(row.path("outcome").asText()).isEqualTo("ocr");
      browser.await(
          "[...document.querySelectorAll('#answers a .title')].some(a => a.textContent === '%s')"
              .formatted(name));
    }
    String pictures = System.getProperty("ocr.page.pictures");
    if (pictures != null) {
      Files.write(Path.of(pictures, "dropped.png"), browser.picture());
    }
  }

  private static void showsHostileTextAsText(Browser browser) throws Exception {
    String text = HOSTILE + "\nhidden " + "a".repeat(1 << 20);
    publish(Topic.RESULTS, result(HOSTILE, "file:///nowhere", text));
    String ref = answer(n -> n.path("document").asText().startsWith("<img")).path("ref").asText();
    browser.open(stack().opsUri() + "/#/documents/" + ref);
    browser.await("document.getElementById('text').textContent.includes('<img src=x')");
    assertThat(browser.run("return document.getElementById('document-title').textContent").asText())
        .isEqualTo(HOSTILE);
    browser.type("#query", "<img");
    browser.await("document.querySelectorAll('#text mark').length === 1");
    browser.open(stack().opsUri() + "/#/");
    browser.await("document.getElementById('answers').textContent.includes('<img src=x')");
    assertThat(
            browser
                .run("return document.querySelectorAll('#answers img:not(.thumbnail)').length")
                .asInt())
        .isZero();
    assertThat(browser.run("return window.hurt ?? 'unhurt'").asText()).isEqualTo("unhurt");
    // The image is not from this run, so its 404 is the only console message.
    assertThat(browser.complaints()).allMatch(line -> line.contains("404"));
  }

  private static void listsFailuresOfACode(Browser browser) throws Exception {
    UploadEvent event = Json.read(UPLOAD.getBytes(UTF_8), UploadEvent.class);
    Problem problem = Problem.of(FailureCode.ENCRYPTED, "It wants a password.");
    publish(Topic.FAILURES, Failure.of(event, null, problem, System.currentTimeMillis()));
    browser.await("document.querySelector('#failures a')?.textContent === 'ENCRYPTED'");
    browser.run("document.querySelector('#failures a').click()");
    browser.await(
        "document.getElementById('list-rows').textContent.includes('It wants a password.')");
    assertThat(browser.run("return document.body.innerText").asText())
        .contains("locked.pdf", "https://h/locked.pdf", FailureCode.ENCRYPTED.advice())
        .doesNotContain("secret");
  }

  private static final String UPLOAD =
      """
      {"event_id":"e","document_id":"locked.pdf","uri":"https://u:secret@h/locked.pdf?sig=secret"}
      """;

  private static void livesWithAMalformedAddressAndSkipsWithoutLeavingTheView(Browser browser)
      throws Exception {
    browser.open(stack().opsUri() + "/#/failures/%E0%A4%A");
    browser.await("document.getElementById('link').textContent === 'Live'");
    browser.run("document.querySelector('a.skip').click()");
    assertThat(browser.run("return location.hash + ' ' + document.activeElement.id").asText())
        .isEqualTo("#/failures/%E0%A4%A main");
  }

  private static void fitsAPhone(Browser browser) throws Exception {
    browser.screen(390, 844, "dark");
    for (String view : List.of("#/", "#/failures/ENCRYPTED", "#/review")) {
      browser.open(stack().opsUri() + "/" + view);
      browser.await("document.getElementById('link').textContent === 'Live'");
      assertThat(browser.run("return document.documentElement.scrollWidth").asInt())
          .as(view)
          .isLessThanOrEqualTo(390);
    }
  }
}
