/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests that hold for every schema registry, the fake one and a real one. */
public abstract class SchemaRegistryContract {
  private static final Path SCHEMAS = Path.of("..", "ocr-contracts/src/main/resources/schema");

  private record Registered(String schema) {}

  /** Returns the base URL of a running registry. */
  protected abstract String url();

  private Map<String, Integer> register() throws IOException, InterruptedException {
    return new SchemaRegistry(url(), Optional.empty()).register(new KafkaNames("staging."));
  }

  @Test
  void shouldKeepTheSchemaOfEachTopicUnderItsId() throws Exception {
    Map<String, Integer> ids = register();

    assertThat(ids)
        .containsOnlyKeys(
            "staging.ocr.results",
            "staging.ocr.failures",
            "staging.ocr.review",
            "staging.ocr.stats");
    assertThat(registered(ids.get("staging.ocr.results"))).isEqualTo(file("result"));
    assertThat(registered(ids.get("staging.ocr.review"))).isEqualTo(file("result"));
    assertThat(registered(ids.get("staging.ocr.failures"))).isEqualTo(file("failure"));
    assertThat(registered(ids.get("staging.ocr.stats"))).isEqualTo(file("statistics"));
  }

  @Test
  void shouldGiveTheSameIdsAgain() throws Exception {
    assertThat(register()).isEqualTo(register());
  }

  @Test
  void shouldPassTheCheckWhenItAnswers() {
    assertThatCode(() -> SchemaRegistry.check(url(), Optional.empty())).doesNotThrowAnyException();
  }

  private static String file(String schema) throws IOException {
    return Files.readString(SCHEMAS.resolve(schema + ".schema.json"));
  }

  private String registered(@Nullable Integer id) throws IOException, InterruptedException {
    URI uri = URI.create(url() + "schemas/ids/" + id);
    byte[] body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray())
            .body();
    return Json.readOwn(body, Registered.class).schema();
  }
}
