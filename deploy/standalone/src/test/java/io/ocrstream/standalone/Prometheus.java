/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.Json;
import io.ocrstream.embedded.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real Prometheus on the loopback address that scrapes one address every second. */
final class Prometheus implements AutoCloseable {
  private static final long STOP_SECONDS = 10;

  private final Process process;
  private final String uri;

  private Prometheus(Process process, String uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Returns whether this machine has {@code program}. */
  static boolean has(String program) {
    try {
      Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Prometheus scraping(String target, String token, Path folder) throws IOException {
    int port = LoopbackPorts.free(1).get(0);
    Path config = folder.resolve("prometheus.yml");
    Path rules = Path.of("../prometheus/rules").toRealPath();
    Files.writeString(
        config,
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [%s/*.yml]
        scrape_configs:
          - job_name: ocr-processor
            authorization: {credentials: "%s"}
            static_configs: [{targets: ["%s"]}]
        """
            .formatted(rules, token, target));
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    return new Prometheus(process, "http://127.0.0.1:" + port);
  }

  /** Waits until it has seen the target once: what grows from then on has a rate. */
  Prometheus awaitScrape() {
    await("Prometheus has scraped").until(this::hasScraped);
    return this;
  }

  private boolean hasScraped() throws InterruptedException {
    try {
      return !query("up == 1").isEmpty();
    } catch (IOException e) {
      // It does not listen yet, or does not answer queries yet.
      return false;
    }
  }

  /** Returns the result of an instant query. */
  JsonNode query(String expression) throws IOException, InterruptedException {
    String path = "/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8);
    JsonNode answer = Json.mapper().readTree(get(uri + path, "").body());
    if (!answer.path("status").asText().equals("success")) {
      throw new IOException(expression + ": " + answer.path("error").asText());
    }
    return answer.path("data").path("result");
  }

  static HttpResponse<String> get(String uri, String token)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(uri))
                .header("Authorization", "Bearer " + token)
                .build(),
            HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
