/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Tests the answer of each endpoint over HTTP. */
class EndpointsTest {
  private static HttpResponse<String> get(Endpoint endpoint)
      throws IOException, InterruptedException {
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (OpsServer server =
        OpsServer.start(
            loopback,
            Map.of("/it", endpoint),
            OpsServerTest.OPEN,
            RouteHandler.NONE,
            ServerLimits.OPERATORS)) {
      URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + "/it");
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
              HttpResponse.BodyHandlers.ofString());
    }
  }

  private static HttpResponse<String> health(HealthCheck... checks) throws Exception {
    return get(new HealthEndpoint(List.of(checks)));
  }

  @Test
  void shouldBeUpWhenEveryCheckIs() throws Exception {
    HttpResponse<String> response =
        health(
            new HealthCheck("streams", () -> Health.up("RUNNING")),
            new HealthCheck("b", () -> Health.up("")));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.body())
        .isEqualTo(
            """
            {"status":"up","checks":{"streams":{"status":"up","detail":"RUNNING"},\
            "b":{"status":"up","detail":""}}}
            """);
    assertThat(health().body()).isEqualTo("{\"status\":\"up\",\"checks\":{}}\n");
  }

  @Test
  void shouldStillBeReadyWhenOnlyDegraded() throws Exception {
    HttpResponse<String> response =
        health(
            new HealthCheck("streams", () -> Health.up("RUNNING")),
            new HealthCheck("redis", () -> Health.degraded("not connected")));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).startsWith("{\"status\":\"degraded\"");
  }

  @Test
  void shouldNotBeReadyWhenOneCheckIsDownOrThrows() throws Exception {
    HttpResponse<String> down =
        health(
            new HealthCheck("redis", () -> Health.degraded("not connected")),
            new HealthCheck("streams", () -> Health.down("ERROR")));
    HttpResponse<String> broken =
        health(
            new HealthCheck(
                "streams",
                () -> {
                  throw new IllegalStateException("secret");
                }));

    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.body()).startsWith("{\"status\":\"down\"").contains("\"degraded\"", "ERROR");
    assertThat(broken.statusCode()).isEqualTo(503);
    assertThat(broken.body()).contains("IllegalStateException").doesNotContain("secret");
  }

  @Test
  void shouldKeepTheOldShapeWhenAskedForStatistics() throws Exception {
    RedisFigures stats = new RedisFigures(true, 42L, "1.05M", Duration.ofMinutes(2));

    HttpResponse<String> response =
        get(new StatsEndpoint("ocr", () -> stats, () -> new AnswerCounts(3, 1, 2, 4), Map::of));

    assertThat(response.body())
        .isEqualTo(
            """
            {"service":"ocr","cache":{"connected":true,"keys":42,"memory":"1.05M","uptime":120},\
            "hits":3,"misses":1,"coalesced":2,"failures":4,"hit_ratio":0.75}
            """);
  }

  @Test
  void shouldAnswerStatisticsWhenRedisIsDown() throws Exception {
    String expected =
        """
        {"service":"ocr","cache":{"connected":false,"keys":null,"memory":null,"uptime":null},\
        "hits":0,"misses":0,"coalesced":0,"failures":0,"hit_ratio":0.0}
        """;
    Supplier<AnswerCounts> none = () -> new AnswerCounts(0, 0, 0, 0);
    Supplier<RedisFigures> throwing =
        () -> {
          throw new IllegalStateException("down");
        };

    assertThat(get(new StatsEndpoint("ocr", () -> RedisFigures.DISCONNECTED, none, Map::of)).body())
        .isEqualTo(expected);
    assertThat(get(new StatsEndpoint("ocr", throwing, none, Map::of)).body()).isEqualTo(expected);
  }

  @Test
  void shouldListSettingsWhenAskedForConfiguration() throws Exception {
    assertThat(get(new ConfigEndpoint(List.of("a = 1 (default)", "b = 2 (file)"))).body())
        .isEqualTo("a = 1 (default)\nb = 2 (file)\n");
  }

  @Test
  void shouldServeMetersOfTheProcessWhenScraped() throws Exception {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ProcessMetrics process = new ProcessMetrics(registry);
    registry.counter("ocr.answers", "source", "cache").increment();

    HttpResponse<String> response = get(new MetricsEndpoint(registry));
    process.close();
    registry.close();

    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body())
        .contains(
            "ocr_answers_total{source=\"cache\"} 1.0",
            "jvm_memory_used_bytes",
            "jvm_threads_live_threads",
            "jvm_gc_",
            "process_uptime_seconds",
            "process_files_open_files",
            "system_cpu_count",
            "logback_events_total");
  }

  @Test
  void shouldCountNoMoreLinesWhenClosed() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ProcessMetrics process = new ProcessMetrics(registry);
    LoggerFactory.getLogger(EndpointsTest.class).warn("counted");
    assertThat(warnings(registry)).isEqualTo(1);

    process.close();
    LoggerFactory.getLogger(EndpointsTest.class).warn("not counted");

    assertThat(warnings(registry)).isEqualTo(1);
    registry.close();
  }

  private static double warnings(PrometheusMeterRegistry registry) {
    return registry.get("logback.events").tag("level", "warn").functionCounter().count();
  }
}
