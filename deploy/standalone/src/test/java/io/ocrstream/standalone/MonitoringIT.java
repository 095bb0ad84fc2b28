/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ocrstream.contracts.Json;
import io.ocrstream.metrics.Metric;
import io.ocrstream.metrics.Metrics;
import io.ocrstream.metrics.Tag;
import io.ocrstream.submit.Console;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * Tests the endpoints, the table of metrics and every panel of the dashboards during a real run.
 */
class MonitoringIT {
  private static final Logger LOG = LoggerFactory.getLogger(MonitoringIT.class);
  private static final Path DASHBOARDS = Path.of("../grafana/dashboards");
  private static final int MILLION = 1_000_000;
  private static final int FILLED_AT_ONCE = 10_000;
  private static final String OK = "+OK\r\n";

  /** Scrapes are a second apart, and gauges that query Redis need two. */
  private static final Duration SCRAPES = Duration.ofSeconds(30);

  private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\S+) ");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^(ocr_\\w+)\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /** Micrometer's own meters. */
  private static final Pattern OF_THE_PROCESS = Pattern.compile("(jvm|process|system|logback)_.*");

  @TempDir private Path folder = Path.of("unset");

  private final List<String> empty = new ArrayList<>();
  private String token = "";
  private String scrape = "";
  private JsonNode ready = Json.mapper().nullNode();
  private JsonNode topology = Json.mapper().nullNode();
  private JsonNode stats = Json.mapper().nullNode();
  private Throwable failure = new IllegalStateException("not looked at");

  @Test
  void shouldShowARunWholly() throws Exception {
    assumeTrue(Prometheus.has("prometheus"), "Debian's package prometheus is not installed");

    int exitCode = run();

    assertThat(failure.getMessage()).isEqualTo("none");
    assertThat(exitCode).isZero();
    assertThat(empty).as("panels without data").isEmpty();
    assertThat(families()).as("as the table").isEqualTo(expected());
    assertThat(strayLabels()).as("labels that are in no list").isEmpty();
    assertThat(ready.path("status").asText()).isEqualTo("up");
    assertThat(ready.path("checks").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "redis",
            "stream",
            "stream-threads",
            "state-dir",
            "broker",
            "slots",
            "share-groups",
            "object-stores",
            "engine");
    assertThat(topology.path("nodes")).isNotEmpty();
    assertThat(topology.path("edges")).isNotEmpty();
    assertThat(topology.path("tasks")).isNotEmpty();
    assertThat(stats.path("cache").path("keys").asLong()).isGreaterThan(MILLION);
  }

  private int run() {
    Map<String, String> settings = Map.of("OCR_PROCESSOR_LOSS_CHECK_INTERVAL", "500ms");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Pipeline pipeline = overrides -> observed(new LocalPipeline(settings), overrides);
    return new CommandLine(
            new RunCommand(
                pipeline, settings, new PrintStream(out, true, UTF_8), Console.Style.PLAIN))
        .setErr(new PrintWriter(new StringWriter(), true))
        .execute("--json");
  }

  /** Wraps the pipeline in checks that run before it closes. */
  private AutoCloseable observed(Pipeline pipeline, Map<String, String> settings) throws Exception {
    AutoCloseable parts = pipeline.start(settings);
    String target = settings.get("ocr.ops.host") + ":" + settings.get("ocr.ops.port");
    token = Objects.requireNonNull(settings.get("ocr.ops.token"));
    Prometheus prometheus = Prometheus.scraping(target, token, folder).awaitScrape();
    return () -> {
      try (parts;
          prometheus) {
        look("http://" + target, prometheus, Objects.requireNonNull(settings.get("ocr.cache.uri")));
        failure = new IllegalStateException("none");
      } catch (Exception | Error e) {
        failure = e;
        LOG.error("the look at the run failed", e);
      }
    };
  }

  private void look(String ops, Prometheus prometheus, String redis) throws Exception {
    long end = System.nanoTime() + SCRAPES.toNanos();
    do {
      lookAtPanels(prometheus);
    } while (!empty.isEmpty() && System.nanoTime() - end < 0);
    long begun = System.nanoTime();
    scrape = Prometheus.get(ops + "/metrics", token).body();
    LOG.info(
        "scrape: {} bytes, {} lines, {}", scrape.length(), scrape.lines().count(), took(begun));
    ready = Json.mapper().readTree(Prometheus.get(ops + "/health/ready", token).body());
    topology = Json.mapper().readTree(Prometheus.get(ops + "/topology.json", token).body());
    populate(redis);
    askForStats(ops);
  }

  private void lookAtPanels(Prometheus prometheus) throws Exception {
    empty.clear();
    for (Panel panel : panels()) {
      JsonNode answer = prometheus.query(panel.query());
      LOG.info("{}: {}", panel.title(), answer);
      if (!hasNumber(answer)) {
        empty.add(panel.toString());
      }
    }
  }

  private void askForStats(String ops) throws Exception {
    for (int i = 0; i < 5; i++) {
      long begun = System.nanoTime();
      HttpResponse<String> answer = Prometheus.get(ops + "/ocr/stats", token);
      stats = Json.mapper().readTree(answer.body());
      LOG.info("/ocr/stats with a million keys: {}: {}", took(begun), answer.body());
    }
  }

  private static Duration took(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static void populate(String redis) throws IOException {
    URI uri = URI.create(redis);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      OutputStream out = new BufferedOutputStream(socket.getOutputStream());
      tell(out, "AUTH " + uri.getUserInfo().replace(':', ' '));
      for (int i = 0; i < MILLION; i++) {
        tell(out, "SET ocr:filling:" + i + " 1");
        if (i % FILLED_AT_ONCE == 0) {
          out.flush();
          socket.getInputStream().skipNBytes((i == 0 ? 2 : FILLED_AT_ONCE) * (long) OK.length());
        }
      }
      tell(out, "PING");
      out.flush();
      long rest = (MILLION - 1) % FILLED_AT_ONCE * (long) OK.length();
      socket.getInputStream().skipNBytes(rest);
      byte[] answer = socket.getInputStream().readNBytes(5);
      assertThat(new String(answer, US_ASCII)).isEqualTo("+PONG");
    }
  }

  private static void tell(OutputStream redis, String line) throws IOException {
    redis.write((line + "\r\n").getBytes(US_ASCII));
  }

  private static boolean hasNumber(JsonNode result) {
    for (JsonNode series : result) {
      if (Double.isFinite(Double.parseDouble(finite(series.path("value").path(1).asText())))) {
        return true;
      }
    }
    return false;
  }

  private static String finite(String value) {
    return value.endsWith("Inf") ? "NaN" : value;
  }

  private record Panel(String dashboard, String title, String query) {}

  private static List<Panel> panels() throws IOException {
    List<Panel> panels = new ArrayList<>();
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      for (Path file : files.sorted().toList()) {
        for (JsonNode panel : Json.mapper().readTree(file.toFile()).path("panels")) {
          for (JsonNode target : panel.path("targets")) {
            panels.add(
                new Panel(
                    String.valueOf(file.getFileName()),
                    panel.path("title").asText(),
                    filled(target.path("expr").asText())));
          }
        }
      }
    }
    assertThat(panels).hasSizeGreaterThan(50);
    return panels;
  }

  /** Returns the query with variables filled in as Grafana does. */
  private static String filled(String query) {
    return query
        .replace("$__rate_interval", "5m")
        .replace("$__range", "5m")
        .replace("$price", "0.05");
  }

  private Set<String> families() {
    Set<String> names = new TreeSet<>();
    Matcher matcher = FAMILY.matcher(scrape);
    while (matcher.find()) {
      if (!OF_THE_PROCESS.matcher(matcher.group(1)).matches()) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }

  /* A run that ends by itself has no gateway. */
  private static Set<String> expected() {
    Set<String> names = new TreeSet<>();
    for (Metric metric : Metrics.all()) {
      if (metric.role() != Metric.Role.GATEWAY) {
        names.add(metric.prometheusName());
        if (metric.type() == Metric.Type.TIMER) {
          names.add(metric.prometheusName() + "_max");
        }
      }
    }
    return names;
  }

  /** Returns our labels that no metric has, or whose value it does not list. */
  private Set<String> strayLabels() {
    Set<String> allowed = new HashSet<>();
    for (Metric metric : Metrics.all()) {
      for (Tag tag : metric.tags()) {
        tag.values().forEach(v -> allowed.add(metric.prometheusName() + tag.name() + v));
      }
    }
    Set<String> stray = new TreeSet<>();
    Matcher sample = SAMPLE.matcher(scrape);
    while (sample.find()) {
      String family = sample.group(1).replaceFirst("(_bucket|_sum|_count|_max)$", "");
      Matcher label = LABEL.matcher(sample.group(2));
      while (label.find()) {
        String name = label.group(1);
        if (!name.equals("le") && !allowed.contains(family + name + label.group(2))) {
          stray.add(sample.group());
        }
      }
    }
    return stray;
  }
}
