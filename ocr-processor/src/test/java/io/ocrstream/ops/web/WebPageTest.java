/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ocrstream.config.OpsConfig;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Result;
import io.ocrstream.ops.AccessFilter;
import io.ocrstream.ops.Health;
import io.ocrstream.ops.HealthCheck;
import io.ocrstream.ops.OpsServer;
import io.ocrstream.ops.RawHttp;
import io.ocrstream.ops.ServerLimits;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the server of the web page over HTTP. The browser test covers what is displayed. */
class WebPageTest {
  private static final String HOST = "Host: localhost";

  /** A position of which the brokers tell nothing. */
  private static final AnswerPosition UNKNOWN = new AnswerPosition(9, 9);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AnswerLog answers = new AnswerLog();
  private final CountDownLatch taken = new CountDownLatch(Uploads.MAX_AT_ONCE);
  private final CountDownLatch release = new CountDownLatch(1);
  private @Nullable WebPage page;
  private @Nullable OpsServer server;

  /** Files that do not exist, and uploads that are kept here. */
  private final class Files implements LocalFiles {
    private final List<String> sent = new ArrayList<>();

    @Override
    public Shown picture(Result result, int number) {
      return number == 1
          ? new Picture("image/png", 3, new ByteArrayInputStream("PNG".getBytes(UTF_8)))
          : new Refused(Why.CHANGED, "It has changed.");
    }

    @Override
    public Shown thumbnail(Result result) {
      return new Picture("image/png", 5, new ByteArrayInputStream("SMALL".getBytes(UTF_8)));
    }

    @Override
    public Shown output(Result result, int index) {
      return index == 0
          ? new Picture(
              "application/octet-stream", 4, new ByteArrayInputStream("hOCR".getBytes(UTF_8)))
          : new Refused(Why.MISSING, "None.");
    }

    @Override
    public Sent send(String name, InputStream body) throws IOException, InterruptedException {
      if (name.equals("slow")) {
        taken.countDown();
        release.await();
      }
      byte[] bytes = body.readNBytes((int) maxUploadBytes() + 1);
      if (bytes.length > maxUploadBytes()) {
        return new Refused(Why.TOO_LARGE, "Too large.");
      }
      sent.add(name + ": " + new String(bytes, UTF_8));
      return new Accepted("event of " + name, name, ContentHash.ofBytes(bytes));
    }

    @Override
    public long maxUploadBytes() {
      return 10;
    }
  }

  private final class Known implements Cluster {
    @Override
    public AnswerLog answers() {
      return answers;
    }

    @Override
    public Outcome<byte[]> result(AnswerPosition at) {
      FailureCode why = at.equals(UNKNOWN) ? FailureCode.FETCH_FAILED : FailureCode.NOT_FOUND;
      return answers
          .text(at)
          .map(Outcome::of)
          .orElseGet(() -> Outcome.failed(Problem.of(why, "None")));
    }

    @Override
    public String feed() {
      return "following";
    }

    @Override
    public Map<String, Long> backlog() {
      return Map.of("recognise", 7L);
    }

    @Override
    public Map<String, Long> slots() {
      return Map.of("recognise", 12L);
    }

    @Override
    public void close() {}
  }

  private InetSocketAddress start(@Nullable LocalFiles files) throws IOException {
    WebPage started = new WebPage(OpsConfig.WebPage.TEXT, registry, new Known(), files);
    page = started;
    started.checks(
        List.of(
            new HealthCheck() {
              @Override
              public String name() {
                return "redis";
              }

              @Override
              public Health check() {
                return Health.degraded("not connected");
              }
            }));
    OpsServer running =
        OpsServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Map.of(),
            AccessFilter.of(SettingsLoader.of(Map.of()).ops()),
            started,
            ServerLimits.OPERATORS);
    server = running;
    started.readings(() -> List.of(new ReadingRow("a.pdf", "00ff", 1, 50, 3)));
    return running.address();
  }

  @AfterEach
  void stop() {
    release.countDown();
    if (server != null) {
      server.close();
    }
    if (page != null) {
      page.close();
    }
  }

  @Test
  void shouldServeItsFilesAndNothingElse() throws Exception {
    InetSocketAddress to = start(null);

    RawHttp.Reply index = RawHttp.send(to, "GET /", HOST);
    assertThat(index.status()).isEqualTo(200);
    assertThat(index.header("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(index.header("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(index.body())
        .doesNotContain("style=", "onclick", "http:", "https:")
        .doesNotContainPattern("<script(?![^>]*src=\"/page/)");
    assertThat(RawHttp.send(to, "GET /page/main.js", HOST).header("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    String etag = index.header("ETag").orElseThrow();
    assertThat(RawHttp.send(to, "GET /", HOST, "If-None-Match: " + etag).status()).isEqualTo(304);
    for (String path :
        new String[] {"/page/", "/page/WebPage.class", "/page/../Answer.class", "/page/x.js"}) {
      assertThat(RawHttp.send(to, "GET " + path, HOST).status()).as(path).isEqualTo(404);
    }
    assertThat(RawHttp.send(to, "DELETE /", HOST).status()).isEqualTo(405);
  }

  /** Every name that a file refers to must be served: a missing module leaves a blank page. */
  @Test
  void shouldServeEveryFileThatItsFilesAskFor() throws Exception {
    InetSocketAddress to = start(null);
    for (String script :
        List.of("main", "overview", "chart", "answers", "document", "lists", "upload", "dom")) {
      String text = RawHttp.send(to, "GET /page/" + script + ".js", HOST).body();
      assertThat(text).doesNotContain("innerHTML", "insertAdjacentHTML", "eval(");
      var imports = Pattern.compile("from \"\\./([a-z.]+)\"").matcher(text);
      while (imports.find()) {
        assertThat(RawHttp.send(to, "GET /page/" + imports.group(1), HOST).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void shouldTellCountsTimesAndAnswers() throws Exception {
    Timer hits =
        Timer.builder("ocr.answers")
            .tag("source", "cache")
            .serviceLevelObjectives(Duration.ofMillis(10))
            .register(registry);
    registry.gauge("ocr.slots.busy", List.of(Tag.of("tasks", "ocr.recognise")), 2);
    InetSocketAddress to = start(null);
    // Counts from now on are differences.
    next(to, node -> node.at("/totals/cache").isNumber());
    hits.record(Duration.ofMillis(4));
    registry.counter("ocr.failures", "code", "CORRUPT").increment(2);
    Rows.add(answers, Rows.result("<script>alert(1)</script>", "s3://b/k?v=secret", "text"));

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
            () -> Json.mapper().readTree(RawHttp.send(to, "GET /page/state", HOST).body()), wanted);
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
      String request = "GET /page/events HTTP/1.1\r\n" + HOST + "\r\n" + header + "\r\n";
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
    InetSocketAddress to = start(null);
    Rows.add(answers, Rows.result("one", "s3://b/k", "t"));
    String id;
    try (Stream stream = new Stream(to, "")) {
      assertThat(stream.message().at("/answers")).hasSize(1);
      Rows.add(answers, Rows.result("two", "s3://b/k", "t"));
      JsonNode message = stream.message();
      while (message.at("/answers").isEmpty()) {
        message = stream.message();
      }
      assertThat(message.at("/answers")).hasSize(1);
      assertThat(message.at("/answers/0/document").asText()).isEqualTo("two");
      id = stream.id;
    }
    Rows.add(answers, Rows.result("three", "s3://b/k", "t"));
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
    InetSocketAddress to = start(null);
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
    assertThat(RawHttp.send(to, "GET /", HOST).status()).isEqualTo(200);
    for (Stream stream : streams) {
      stream.close();
    }
  }

  @Test
  void shouldServeTextsAndPicturesOfWhatIsKept() throws Exception {
    InetSocketAddress to = start(new Files());
    String hostile = "</script><img src=x onerror=alert(1)>\u202e" + "a".repeat(1 << 20);
    Rows.add(answers, Rows.result("d", "https://u:secret@h/k?sig=secret", hostile));

    RawHttp.Reply text = RawHttp.send(to, "GET /page/documents/0-1", HOST);
    assertThat(text.status()).isEqualTo(200);
    assertThat(text.header("Content-Type")).hasValue("application/json");
    assertThat(text.body()).doesNotContain("secret");
    assertThat(Json.mapper().readTree(text.body()).at("/result/text").asText()).isEqualTo(hostile);

    RawHttp.Reply picture = RawHttp.send(to, "GET /page/documents/0-1/pages/1", HOST);
    assertThat(picture.body()).isEqualTo("PNG");
    assertThat(picture.header("Content-Type")).hasValue("image/png");
    assertThat(picture.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(picture.header("Content-Security-Policy").orElseThrow()).contains("sandbox");
    assertThat(RawHttp.send(to, "GET /page/documents/0-1/pages/2", HOST).status()).isEqualTo(409);
    for (String path :
        new String[] {
          "0-2", "1-1", "1", "0-1/pages/", "x", "0-1/../1", "0-9999999999999999999", "0-1/outputs/1"
        }) {
      assertThat(RawHttp.send(to, "GET /page/documents/" + path, HOST).status())
          .as(path)
          .isEqualTo(404);
    }
  }

  @Test
  void shouldServeNoOtherResultThanTheOneThatALinkMeans() throws Exception {
    InetSocketAddress to = start(new Files());
    Result result = Rows.result("d", "s3://b/k", "t");
    Rows.add(answers, result, new AnswerPosition(2, 30));
    String start = result.contentHash().hex().substring(0, 16);
    String link = "GET /page/documents/2-30?event=event&hash=";

    assertThat(RawHttp.send(to, link + start, HOST).status()).isEqualTo(200);
    assertThat(RawHttp.send(to, "GET /page/documents/9-9", HOST).status())
        .as("not known to be gone")
        .isEqualTo(503);
    assertThat(RawHttp.send(to, link + "0" + start, HOST).status()).isEqualTo(404);
    assertThat(RawHttp.send(to, "GET /page/documents/2-30?event=other", HOST).status())
        .isEqualTo(404);
    assertThat(RawHttp.send(to, "GET /page/documents/2-30/thumbnail?event=other", HOST).status())
        .isEqualTo(404);
  }

  @Test
  void shouldServeThumbnailsAndOutputsOfWhatIsKept() throws Exception {
    InetSocketAddress to = start(new Files());
    Rows.add(answers, Rows.result("d", "s3://b/k", "t"));

    assertThat(RawHttp.send(to, "GET /page/documents/0-1/thumbnail", HOST).body())
        .isEqualTo("SMALL");
    RawHttp.Reply output = RawHttp.send(to, "GET /page/documents/0-1/outputs/0", HOST);
    assertThat(output.body()).isEqualTo("hOCR");
    // The browser must not show it: an output has text of the document.
    assertThat(output.header("Content-Disposition")).hasValue("attachment");
    assertThat(output.header("Content-Type")).hasValue("application/octet-stream");
    assertThat(output.header("Content-Security-Policy").orElseThrow()).contains("sandbox");
  }

  @Test
  void shouldCompressWhatBrowsersLoadFirst() throws Exception {
    InetSocketAddress to = start(null);
    for (int i = 0; i < AnswerLog.MAX_RESULTS; i++) {
      Rows.add(answers, Rows.result("d" + i, "s3://b/k" + i, "t"), new AnswerPosition(0, i));
    }
    int sum = zipped(RawHttp.send(to, "GET /page/state", HOST).body());
    for (String name : Assets.NAMES) {
      String path = name.equals("index.html") ? "/" : "/page/" + name;
      RawHttp.Reply asset = RawHttp.send(to, "GET " + path, HOST, "Accept-Encoding: gzip, br");
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

  @Test
  void shouldTakeNoFilesWhereThereIsNoPlaceForThem() throws Exception {
    InetSocketAddress to = start(null);
    Rows.add(answers, Rows.result("d", "s3://b/k", "t"));

    assertThat(RawHttp.post(to, "POST /page/documents?name=a", "x", HOST).status()).isEqualTo(405);
    assertThat(RawHttp.send(to, "GET /page/documents/0-1/pages/1", HOST).status()).isEqualTo(404);
  }

  @Test
  void shouldTakeFilesUpToTheirLimits() throws Exception {
    Files files = new Files();
    InetSocketAddress to = start(files);
    String send = "POST /page/documents?name=";

    RawHttp.Reply taken =
        RawHttp.post(to, send + "a%2Fb%5C..%2Fc%20%E2%80%AEd.png", "0123456789", HOST);
    assertThat(taken.status()).isEqualTo(202);
    assertThat(taken.body())
        .isEqualTo(
            "{\"event_id\":\"event of c d.png\",\"document_id\":\"c d.png\",\"content_hash\":\"%s\"}"
                .formatted(ContentHash.ofBytes("0123456789".getBytes(UTF_8))));
    assertThat(files.sent).containsExactly("c d.png: 0123456789");
    assertThat(RawHttp.post(to, send + "a", "0123456789x", HOST).status()).isEqualTo(413);
    assertThat(chunked(to, send + "a", "0123456789")).isEqualTo(202);
    assertThat(chunked(to, send + "a", "0123456789x")).isEqualTo(413);
    String longest = "n".repeat(Uploads.MAX_NAME_CHARS);
    assertThat(RawHttp.post(to, send + longest, "1", HOST).status()).isEqualTo(202);
    for (String wrong : new String[] {longest + "n", "", "%zz", "a%2F", "%00"}) {
      assertThat(RawHttp.post(to, send + wrong, "1", HOST).status()).as(wrong).isEqualTo(400);
    }
    assertThat(RawHttp.post(to, send + "a", "1", HOST, "Origin: http://evil.example").status())
        .isEqualTo(403);
    assertThat(files.sent).hasSize(3);
  }

  /** Sends a body without a known length. */
  private static int chunked(InetSocketAddress to, String request, String body) throws IOException {
    try (Socket socket = new Socket(to.getAddress(), to.getPort())) {
      socket.setSoTimeout(20_000);
      String text =
          "%s HTTP/1.1\r\n%s\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
              .formatted(request, HOST, body.length(), body);
      socket.getOutputStream().write(text.getBytes(UTF_8));
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      return Integer.parseInt(lines.readLine().substring(9, 12));
    }
  }

  @Test
  void shouldKeepThreadsFreeWhileFilesAreTaken() throws Exception {
    InetSocketAddress to = start(new Files());
    List<Thread> slow = new ArrayList<>();
    for (int i = 0; i < Uploads.MAX_AT_ONCE; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  RawHttp.post(to, "POST /page/documents?name=slow", "1", HOST);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      thread.start();
      slow.add(thread);
    }
    await("as many as are taken at once").until(() -> taken.getCount() == 0);
    assertThat(RawHttp.post(to, "POST /page/documents?name=a", "1", HOST).status()).isEqualTo(503);
    assertThat(RawHttp.send(to, "GET /", HOST).status()).isEqualTo(200);

    release.countDown();
    for (Thread thread : slow) {
      thread.join();
    }
    assertThat(RawHttp.post(to, "POST /page/documents?name=a", "1", HOST).status()).isEqualTo(202);
  }
}
