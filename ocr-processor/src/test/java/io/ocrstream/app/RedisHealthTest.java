/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ocrstream.cache.RefusingRedis;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.Location;
import io.ocrstream.ops.OpsServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a Redis that is connected and of no use is not reported as well. */
class RedisHealthTest {
  private static final Location LOCATION = new Location("s3://bucket/key", "etag");

  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "READONLY",
        "OOM",
        "NOAUTH",
        "NOPERM",
        "MISCONF",
        "LOADING",
        "BUSY",
        "MASTERDOWN",
        "CLUSTERDOWN",
        "NOREPLICAS",
        "ERR"
      })
  void shouldBeDegradedWhileRedisRefusesEveryCommand(String code) throws Exception {
    try (RefusingRedis redis = new RefusingRedis()) {
      Settings settings = settings(redis);
      PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      try (RedisCache cache = Caches.open(settings, registry);
          OpsServer server = new OpsEndpoints(registry, List.of(), cache).serve(settings.ops())) {
        await("connected").until(() -> isAnswered(cache));
        assertThat(health(server)).contains("\"redis\":{\"status\":\"up\"");

        redis.refuse(code);
        await("refused").until(() -> !isAnswered(cache));
        assertThat(health(server))
            .startsWith("{\"status\":\"degraded\"")
            .contains("connected, but rejects commands: " + code);

        redis.refuse(null);
        await("answered again").until(() -> isAnswered(cache));
        assertThat(health(server)).contains("\"redis\":{\"status\":\"up\"");
      }
    }
  }

  private static boolean isAnswered(RedisCache cache) {
    return cache.locate(LOCATION).join().fold(hit -> true, () -> true, () -> false);
  }

  private static Settings settings(RefusingRedis redis) {
    return SettingsLoader.of(
        Map.of(
            "ocr.kafka.bootstrap-servers", "127.0.0.1:1",
            "ocr.cache.uri", redis.uri(),
            "ocr.cache.lookup-deadline", "5s",
            "ocr.ops.port", "0"));
  }

  private String health(OpsServer server) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/health/ready".formatted(server.address().getPort()));
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("every event is a miss, and is answered").isEqualTo(200);
    return answer.body();
  }
}
