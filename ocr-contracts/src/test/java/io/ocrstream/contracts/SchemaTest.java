/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the published schemas match the types and accept the golden files. */
class SchemaTest {
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "upload-event", UploadEvent.class,
          "result", Result.class,
          "failure", Failure.class,
          "payload", Payload.class,
          "statistics", Statistics.class);

  @ParameterizedTest
  @ValueSource(strings = {"upload-event", "result", "failure", "payload", "statistics"})
  void shouldBeUpToDateWhenTheTypesChange(String name) throws IOException {
    String schema = Schemas.of(requireNonNull(TYPES.get(name))).toPrettyString() + "\n";

    Golden.assertSame(file(name), schema.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "upload-event, upload-event",
    "upload-event, upload-event-minimal",
    "result, result",
    "result, result-minimal",
    "failure, failure",
    "failure, failure-minimal",
    "payload, payload",
    "payload, payload-partial",
    "statistics, statistics",
    "statistics, statistics-empty",
  })
  void shouldBeTrueOfTheGoldenFile(String schema, String golden) throws IOException {
    JsonNode value =
        Json.mapper().readTree(Path.of("src/test/resources/golden", golden + ".json").toFile());

    assertThat(schema(schema).validate(value)).isEmpty();
    ((ObjectNode) value).put("added_later", 1);
    assertThat(schema(schema).validate(value)).as("unknown fields are tolerated").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event_id\":\"e\",\"uri\":\"file:///a\",\"options\":{\"dpi\":300}}",
        "{\"event_id\":\"e\",\"uri\":\"file:///a\",\"options\":{\"outputs\":[\"boxes\"]}}",
        "{\"event_id\":\"e\",\"uri\":\"file:///a\",\"content_hash\":\"md5:0\"}",
        "{\"event_id\":\"e\",\"uri\":\"file:///a\",\"size\":\"1\"}",
        "{\"event_id\":\"e\"}",
        "{\"uri\":\"file:///a\"}",
      })
  void shouldRefuseWhenTheEventIsNotValid(String event) throws IOException {
    assertThat(schema("upload-event").validate(Json.mapper().readTree(event))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event_id\":\"e\",\"uri\":\"file:///a\"}",
        "{\"event_id\":\"e\",\"uri\":\"file:///a\",\"options\":{\"languages\":\"por+eng\"}}",
        "{\"event_id\":\"e\",\"uri\":\"file:///a\",\"options\":null,\"tag\":null}",
      })
  void shouldTakeWhatTheIntakeTakes(String event) throws IOException {
    assertThat(schema("upload-event").validate(Json.mapper().readTree(event))).isEmpty();
  }

  private static JsonSchema schema(String name) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(file(name)));
  }

  private static Path file(String name) {
    return Path.of("src/main/resources/schema", name + ".schema.json");
  }
}
