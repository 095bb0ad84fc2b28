/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.Json;
import io.ocrstream.embedded.Folders;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A real headless Chromium, driven by the W3C's WebDriver protocol: the few commands that are
 * needed, with Java's HTTP client.
 */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
  private static final List<String> ARGUMENTS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars");

  /** The copy operation of a drag, in Chromium's terms. */
  private static final int COPY = 1;

  /** A point inside the window, in pixels. */
  private static final int SOMEWHERE = 400;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path profile = Folders.temporary("ocr-browser-");
  private final Process driver;
  private final String base;
  private final String session;

  private Browser(Path program) throws IOException, InterruptedException {
    driver = new ProcessBuilder(program.toString(), "--port=0").redirectErrorStream(true).start();
    base = "http://127.0.0.1:" + port(driver);
    session = "/session/" + begin().path("sessionId").asText();
  }

  /** Returns the driver's program; empty if it is not installed. */
  static Optional<Path> driver() {
    return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1))
        .map(folder -> Path.of(folder, "chromedriver"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start(Path program) throws IOException, InterruptedException {
    return new Browser(program);
  }

  private static String port(Process driver) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(driver.getInputStream(), UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return port.group(1);
      }
    }
    throw new IOException("the driver did not start");
  }

  private JsonNode begin() throws IOException, InterruptedException {
    List<String> arguments =
        Stream.concat(ARGUMENTS.stream(), Stream.of("--user-data-dir=" + profile)).toList();
    Map<String, Object> wanted =
        Map.of(
            "goog:chromeOptions", Map.of("args", arguments),
            "goog:loggingPrefs", Map.of("browser", "ALL"));
    return call("POST", "/session", Map.of("capabilities", Map.of("alwaysMatch", wanted)));
  }

  private JsonNode call(String method, String path, @Nullable Object body)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher sent =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body));
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .method(method, sent)
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    JsonNode value = Json.mapper().readTree(answer.body()).path("value");
    if (answer.statusCode() != 200) {
      throw new IOException(value.path("message").asText());
    }
    return value;
  }

  void open(String address) throws IOException, InterruptedException {
    call("POST", session + "/url", Map.of("url", address));
  }

  /** Returns the result of a script. */
  JsonNode run(String script) throws IOException, InterruptedException {
    return call("POST", session + "/execute/sync", Map.of("script", script, "args", List.of()));
  }

  /** Waits until the expression is true. */
  void await(String expression) {
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(run("return Boolean(" + expression + ")").asBoolean())
                    .as("%s of %s", expression, run("return document.body.innerText"))
                    .isTrue());
  }

  /** Types into an element. For a file input, the text is the path of the chosen file. */
  void type(String selector, String text) throws IOException, InterruptedException {
    JsonNode found =
        call("POST", session + "/element", Map.of("using", "css selector", "value", selector));
    String element = found.elements().next().asText();
    call("POST", session + "/element/" + element + "/value", Map.of("text", text));
  }

  /**
   * Sends a step of dragging files into the window, from which the browser makes the events.
   *
   * @param step {@code dragEnter}, {@code dragOver} or {@code drop}
   */
  void drag(String step, List<Path> files) throws IOException, InterruptedException {
    Map<String, Object> data =
        Map.of(
            "items",
            List.of(),
            "files",
            files.stream().map(Path::toString).toList(),
            "dragOperationsMask",
            COPY);
    devTools(
        "Input.dispatchDragEvent",
        Map.of("type", step, "x", SOMEWHERE, "y", SOMEWHERE, "data", data));
  }

  /** Returns a screenshot as PNG. */
  byte[] picture() throws IOException, InterruptedException {
    return Base64.getDecoder().decode(call("GET", session + "/screenshot", null).asText());
  }

  /** Changes the window's size and colour scheme. */
  void screen(int width, int height, String scheme) throws IOException, InterruptedException {
    devTools(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    devTools(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  private void devTools(String command, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    call("POST", session + "/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
  }

  /** Returns the messages of the browser's console since the last call, such as blocked content. */
  List<String> complaints() throws IOException, InterruptedException {
    JsonNode log = call("POST", session + "/se/log", Map.of("type", "browser"));
    // Advice to developers, such as about the fields of a form, does not count as a complaint.
    return StreamSupport.stream(log.spliterator(), false)
        .filter(entry -> !entry.path("level").asText().equals("DEBUG"))
        .map(entry -> entry.path("message").asText())
        .toList();
  }

  @Override
  public void close() throws IOException {
    try {
      call("DELETE", session, null);
      driver.destroy();
      driver.waitFor();
    } catch (InterruptedException e) {
      driver.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      driver.destroy();
      Folders.delete(profile);
    }
  }
}
