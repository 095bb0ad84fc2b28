/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.config.ProcessorConfig;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Registers the JSON Schemas of answers in a schema registry with Confluent's REST API, such as
 * Apicurio Registry. The subject of a topic is its name and {@code -value}.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #TIMEOUT} for each of four requests.
 * <b>Fails:</b> with an {@link IOException} whose message says what to do.
 */
public final class SchemaRegistry {
  /** Time limit of a request. */
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Topics with a schema id in each value, and the names of their schemas. */
  static final Map<Topic, String> SCHEMAS =
      Map.of(
          Topic.RESULTS, "result",
          Topic.FAILURES, "failure",
          Topic.REVIEW, "result",
          Topic.STATS, "statistics");

  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  private final String url;
  private final Optional<String> login;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /**
   * Creates a client. It sends nothing yet.
   *
   * @param url base URL
   * @param login user and password, as {@code user:password}
   */
  SchemaRegistry(String url, Optional<String> login) {
    this.url = url.endsWith("/") ? url : url + "/";
    this.login = login;
  }

  /** The registry's answer: the id of a schema, or a message about an error. */
  private record Answer(@Nullable Integer id, @Nullable String message) {}

  /**
   * Returns the schema ids by the names of topics in Kafka. There are none if no registry is
   * configured.
   */
  public static Map<String, Integer> register(ProcessorConfig settings, KafkaNames names)
      throws IOException, InterruptedException {
    Optional<String> url = settings.schemaRegistry();
    return url.isEmpty()
        ? Map.of()
        : new SchemaRegistry(url.get(), settings.schemaRegistryLogin()).register(names);
  }

  Map<String, Integer> register(KafkaNames names) throws IOException, InterruptedException {
    Map<String, Integer> ids = new HashMap<>();
    for (Map.Entry<Topic, String> schema : SCHEMAS.entrySet()) {
      String topic = names.of(schema.getKey());
      ids.put(topic, register(topic + "-value", text(schema.getValue())));
    }
    return Map.copyOf(ids);
  }

  /** Registers a schema, or finds the id of the same one. */
  private int register(String subject, String schema) throws IOException, InterruptedException {
    byte[] body = Json.write(Map.of("schemaType", "JSON", "schema", schema));
    HttpResponse<byte[]> response =
        send(
            request("subjects/" + subject + "/versions")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    Optional<Answer> answer = Json.find(response.body(), Answer.class);
    Integer id = answer.map(Answer::id).orElse(null);
    if (response.statusCode() != HttpURLConnection.HTTP_OK || id == null) {
      throw new IOException(
          refusal(
              response.statusCode(), subject, answer.map(Answer::message).orElse("no message")));
    }
    return id;
  }

  /** Checks that the registry answers and accepts the login. It registers nothing. */
  public static void check(String url, Optional<String> login)
      throws IOException, InterruptedException {
    SchemaRegistry registry = new SchemaRegistry(url, login);
    int status = registry.send(registry.request("subjects").GET()).statusCode();
    if (status != HttpURLConnection.HTTP_OK) {
      throw new IOException(refusal(status, "any topic", "no list of subjects"));
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(TIMEOUT)
            .header("Content-Type", MEDIA_TYPE);
    login.ifPresent(
        secret ->
            request.header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(UTF_8))));
    return request;
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IOException(
          "The schema registry cannot be reached (%s); check ocr.processor.schema-registry"
              .formatted(e.getClass().getSimpleName()),
          e);
    }
  }

  private static String refusal(int status, String subject, String message) {
    return switch (status) {
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
          "The schema registry rejects the login (%d); check ocr.processor.schema-registry-login"
              .formatted(status);
      case HttpURLConnection.HTTP_CONFLICT ->
          "The schema registry has a schema of %s that is not compatible (%s); delete it, or set the subject's compatibility to NONE"
              .formatted(subject, message);
      default ->
          "The schema registry cannot register the schema of %s (%d: %s); check ocr.processor.schema-registry"
              .formatted(subject, status, message);
    };
  }

  private static String text(String schema) throws IOException {
    try (InputStream file = Topic.class.getResourceAsStream("/schema/" + schema + ".schema.json")) {
      return new String(Objects.requireNonNull(file, schema).readAllBytes(), UTF_8);
    }
  }
}
