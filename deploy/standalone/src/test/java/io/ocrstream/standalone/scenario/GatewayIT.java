/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ocrstream.app.Caches;
import io.ocrstream.app.GatewayRole;
import io.ocrstream.app.OpsEndpoints;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.content.TestCertificate;
import io.ocrstream.content.s3.S3ProxyServer;
import io.ocrstream.contracts.Json;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.ops.OpsServer;
import io.ocrstream.statistics.ClusterStatistics;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The gateway as a role, with a broker, Redis, an object store and an engine. */
class GatewayIT {
  private static final String BUCKET = "uploads";
  private static final String TOKEN = "token-of-clients";
  private static final int COPIES = 40;

  @TempDir private Path folder = Path.of("unset");
  private final HttpClient http = HttpClient.newHttpClient();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  @Test
  void shouldAnswerTheCallsOfTheEarlierService() throws Exception {
    System.setProperty("aws.accessKeyId", S3ProxyServer.ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", S3ProxyServer.SECRET_KEY);
    try (S3ProxyServer store = S3ProxyServer.start(folder, TestCertificate.make(folder));
        S3Client client = store.client();
        TestCluster cluster = TestCluster.start(1, folder, settings(store.endpoint()))) {
      client.createBucket(request -> request.bucket(BUCKET));
      cluster.processor("processor");
      cluster.worker("worker");
      String one = gateway(cluster, "one");
      String other = gateway(cluster, "other");

      checkCalls(one);
      checkCopies(one, other);
      checkStatus(one, other);
      checkFailuresAndHalves(one);
      assertThat(client.listObjectsV2(r -> r.bucket(BUCKET)).contents())
          .extracting(object -> object.key())
          .allMatch(key -> key.matches("gateway/[0-9a-f]{64}"));

      cluster.stopRoles();
      cluster.kafka().stopNode(1);
      HttpResponse<String> unavailable = post(one, "/ocr", Pages.line(9)).join();
      assertThat(unavailable.statusCode()).isEqualTo(503);
      assertThat(unavailable.headers().firstValue("Retry-After")).contains("1");
      // Clients stop faster with a broker.
      cluster.kafka().startNode(1);
      closeParts();
    } finally {
      closeParts();
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  private void closeParts() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }

  private static Map<String, String> settings(URI endpoint) {
    return Map.of(
        "ocr.content.s3-buckets",
        BUCKET,
        "ocr.content.s3-endpoint",
        endpoint.toString(),
        "ocr.content.s3-path-style",
        "true",
        "ocr.gateway.location",
        "s3://" + BUCKET + "/gateway",
        "ocr.gateway.token",
        TOKEN,
        "ocr.gateway.max-bytes",
        "1MiB");
  }

  /** Starts a gateway and returns its address. */
  private String gateway(TestCluster cluster, String name) throws Exception {
    Map<String, String> all = cluster.all(name);
    all.put("ocr.kafka.client.\"delivery.timeout.ms\"", "6000");
    all.put("ocr.kafka.client.\"request.timeout.ms\"", "5000");
    Settings settings = SettingsLoader.of(all);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    RedisCache cache = Caches.open(settings, registry);
    parts.push(cache);
    GatewayRole role = GatewayRole.start(settings, registry);
    parts.push(role);
    ClusterStatistics statistics =
        ClusterStatistics.follow(
            KafkaClients.names(settings.kafka()), KafkaClients.config(settings.kafka()));
    parts.push(statistics);
    OpsServer server =
        new OpsEndpoints(registry, List.of(), cache)
            .with(role)
            .with(statistics)
            .serve(settings.ops());
    parts.push(server);
    return "http://127.0.0.1:" + server.address().getPort();
  }

  private void checkCalls(String gateway) throws Exception {
    HttpResponse<String> first = postForm(gateway, Pages.line(1));
    HttpResponse<String> second = postForm(gateway, Pages.line(1));
    JsonNode payload = json(first);
    JsonNode stats = json(get(gateway + "/ocr/stats"));

    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(source(first)).isEqualTo("ocr");
    assertThat(payload.path("text").textValue()).isEqualTo(Pages.LINE);
    for (String field : List.of("confidence", "process_time", "word_count", "timestamp")) {
      assertThat(payload.path(field).isNumber()).as(field).isTrue();
    }
    assertThat(source(second)).isEqualTo("cache");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(stats.at("/cache/connected").booleanValue()).isTrue();
    assertThat(stats.at("/cache/keys").longValue()).isPositive();
    assertThat(stats.has("hits")).isTrue();
    assertThat(get(gateway + "/health/ready").statusCode()).isEqualTo(200);
    HttpRequest withoutToken = HttpRequest.newBuilder(URI.create(gateway + "/ocr/stats")).build();
    assertThat(send(withoutToken).join().statusCode()).isEqualTo(401);
  }

  private void checkCopies(String one, String other) {
    List<CompletableFuture<HttpResponse<String>>> sent =
        IntStream.range(0, COPIES)
            .mapToObj(i -> post(i % 2 == 0 ? one : other, "/ocr", Pages.line(2)))
            .toList();
    List<HttpResponse<String>> answers = sent.stream().map(CompletableFuture::join).toList();

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
    assertThat(answers).extracting(HttpResponse::body).containsOnly(answers.get(0).body());
    assertThat(answers).filteredOn(answer -> source(answer).equals("ocr")).hasSizeLessThan(2);
  }

  private void checkStatus(String one, String other) throws Exception {
    HttpRequest.Builder request =
        upload(one, "/ocr?wait=0s&document_id=a%20scan", Pages.line(3))
            .header("Idempotency-Key", "scan-3");
    HttpResponse<String> pending = send(request.build()).join();
    assertThat(pending.statusCode()).as(pending.body()).isEqualTo(202);
    String address = pending.headers().firstValue("Location").orElseThrow();

    for (String gateway : List.of(one, other)) {
      await("the answer at " + gateway).until(() -> get(gateway + address).statusCode() == 200);
    }
    HttpResponse<String> answer = get(other + address);
    assertThat(json(answer).path("text").textValue()).isEqualTo(Pages.LINE);
    assertThat(get(one + address).body()).isEqualTo(answer.body());
    HttpResponse<String> again = send(request.build()).join();
    assertThat(again.body()).isEqualTo(answer.body());
    assertThat(again.headers().firstValue("Ocr-Event-Id"))
        .isEqualTo(pending.headers().firstValue("Ocr-Event-Id"));
    HttpRequest.Builder conflict = upload(one, "/ocr", Pages.line(4));
    assertThat(send(conflict.header("Idempotency-Key", "scan-3").build()).join().statusCode())
        .isEqualTo(422);
  }

  private void checkFailuresAndHalves(String gateway) throws Exception {
    assertThat(post(gateway, "/ocr", "no image".getBytes(UTF_8)).join().statusCode())
        .isEqualTo(415);
    assertThat(post(gateway, "/ocr?pages=7", Pages.line(1)).join().statusCode()).isEqualTo(422);
    int limit = 1 << 20;
    assertThat(post(gateway, "/ocr", Arrays.copyOf(Pages.line(5), limit)).join().statusCode())
        .isEqualTo(200);
    assertThat(post(gateway, "/ocr", Arrays.copyOf(Pages.line(5), limit + 1)).join().statusCode())
        .isEqualTo(413);
    sendHalf(URI.create(gateway));
    await("the end of the half upload")
        .until(() -> get(gateway + "/metrics").body().contains("\nocr_gateway_uploads 0.0"));
  }

  private static void sendHalf(URI gateway) throws IOException {
    try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
      String head =
          "POST /ocr HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: 9000\r\n\r\n"
              .formatted(TOKEN);
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().write(new byte[4000]);
    }
  }

  /* As curl -F file=@scan.png sends it. */
  private HttpResponse<String> postForm(String gateway, byte[] document) {
    String boundary = "------------------------d74496d66958873e";
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"scan.png\"\r\nContent-Type: image/png\r\n\r\n"
            .formatted(boundary);
    String end = "\r\n--%s--\r\n".formatted(boundary);
    HttpRequest request =
        authorized(gateway + "/ocr")
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(
                HttpRequest.BodyPublishers.ofByteArrays(
                    List.of(head.getBytes(UTF_8), document, end.getBytes(UTF_8))))
            .build();
    return send(request).join();
  }

  private CompletableFuture<HttpResponse<String>> post(
      String gateway, String path, byte[] document) {
    return send(upload(gateway, path, document).build());
  }

  private static HttpRequest.Builder upload(String gateway, String path, byte[] document) {
    return authorized(gateway + path).POST(HttpRequest.BodyPublishers.ofByteArray(document));
  }

  private static HttpRequest.Builder authorized(String uri) {
    return HttpRequest.newBuilder(URI.create(uri)).header("Authorization", "Bearer " + TOKEN);
  }

  private HttpResponse<String> get(String uri) {
    return send(authorized(uri).build()).join();
  }

  private CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private static String source(HttpResponse<String> response) {
    return response.headers().firstValue("Ocr-Source").orElse("none");
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.mapper().readTree(response.body());
  }
}
