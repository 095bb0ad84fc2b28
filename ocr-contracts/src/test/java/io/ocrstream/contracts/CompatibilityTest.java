/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Today's types against the frozen copies of version 1: old consumers read new answers, new readers
 * read old events, tasks and cached payloads, and nothing disappears.
 */
class CompatibilityTest {
  private static final Path V1 = Path.of("src/test/resources/v1");
  private static final Path SCHEMAS = Path.of("src/main/resources/schema");

  @ParameterizedTest
  @ValueSource(strings = {"result", "failure", "payload", "statistics"})
  void shouldBreakNoReaderOfVersion1(String name) throws IOException {
    assertThat(SchemaChanges.brokenReaders(frozen(name), json(SCHEMAS.resolve(file(name)))))
        .isEmpty();
  }

  @Test
  void shouldBreakNoPublisherOfVersion1() throws IOException {
    JsonNode now = json(SCHEMAS.resolve(file("upload-event")));
    assertThat(SchemaChanges.brokenWriters(frozen("upload-event"), now)).isEmpty();
  }

  /* A consumer that validates with the schema that it has. */
  @ParameterizedTest
  @ValueSource(strings = {"result", "failure", "payload", "statistics"})
  void shouldBeValidForAConsumerOfVersion1(String schema) throws IOException {
    var version1 =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(frozen(schema));
    List<Golden.Case> answers =
        Golden.CASES.stream().filter(golden -> golden.name().matches(schema + "(-.*)?")).toList();

    assertThat(answers).hasSize(2);
    for (Golden.Case golden : answers) {
      assertThat(version1.validate(Json.mapper().readTree(Json.write(golden.value())))).isEmpty();
    }
  }

  static List<Path> frozenFiles() throws IOException {
    try (Stream<Path> files = Files.list(V1.resolve("golden"))) {
      return files.sorted().toList();
    }
  }

  /* Also of tasks, completions and cached payloads, which outlive an upgrade. */
  @ParameterizedTest
  @MethodSource("frozenFiles")
  void shouldReadWhatVersion1Wrote(Path file) throws IOException {
    Golden.Case today =
        Golden.CASES.stream()
            .filter(golden -> file.endsWith(golden.name() + ".json"))
            .findFirst()
            .orElseThrow();
    Object read = Json.read(Files.readAllBytes(file), today.type());

    assertKept(json(file), Json.mapper().readTree(Json.write(read)), "");
  }

  private static void assertKept(JsonNode old, JsonNode now, String path) {
    if (!old.isObject()) {
      assertThat(now).as(path).isEqualTo(old);
      return;
    }
    old.properties()
        .forEach(
            field -> {
              String at = path + "/" + field.getKey();
              assertThat(now.has(field.getKey())).as(at).isTrue();
              assertKept(field.getValue(), now.get(field.getKey()), at);
            });
  }

  /** Changes that were planted to see that they are found. */
  static Map<String, Consumer<ObjectNode>> breakingReaders() {
    return Map.of(
        "tag disappeared", schema -> properties(schema).remove("tag"),
        "attempts has the new type [string]",
            schema -> field(schema, "attempts").put("type", "string"),
        "uri has the new type [null]",
            schema -> field(schema, "uri").putArray("type").add("string").add("null"),
        "message may be absent now",
            schema -> remove((ArrayNode) schema.get("required"), "message"),
        "code lost the value [CORRUPT]",
            schema -> remove((ArrayNode) field(schema, "code").get("enum"), "CORRUPT"),
        "code has the new value [MELTED]",
            schema -> ((ArrayNode) field(schema, "code").get("enum")).add("MELTED"),
        "fault lost the value [policy]",
            schema -> remove((ArrayNode) field(schema, "fault").get("enum"), "policy"));
  }

  @Test
  void shouldFindWhatWouldBreakReaders() throws IOException {
    for (var planted : breakingReaders().entrySet()) {
      ObjectNode changed = frozen("failure");
      planted.getValue().accept(changed);
      assertThat(SchemaChanges.brokenReaders(frozen("failure"), changed))
          .containsExactly(planted.getKey());
    }
  }

  @Test
  void shouldFindWhatWouldBreakPublishers() throws IOException {
    Map<String, Consumer<ObjectNode>> planted =
        Map.of(
            "etag disappeared", schema -> properties(schema).remove("etag"),
            "size lost the type [integer, null]",
                schema -> field(schema, "size").put("type", "string"),
            "etag is required now", schema -> ((ArrayNode) schema.get("required")).add("etag"),
            "owner is new and required",
                schema -> {
                  properties(schema).putObject("owner").put("type", "string");
                  ((ArrayNode) schema.get("required")).add("owner");
                });
    for (var change : planted.entrySet()) {
      ObjectNode changed = frozen("upload-event");
      change.getValue().accept(changed);
      assertThat(SchemaChanges.brokenWriters(frozen("upload-event"), changed))
          .contains(change.getKey());
    }
  }

  @Test
  void shouldAcceptNewOptionalFields() throws IOException {
    for (String name : List.of("failure", "upload-event")) {
      ObjectNode changed = frozen(name);
      properties(changed).putObject("added_later").put("type", "string");
      assertThat(SchemaChanges.brokenReaders(frozen(name), changed)).isEmpty();
      assertThat(SchemaChanges.brokenWriters(frozen(name), changed)).isEmpty();
    }
  }

  /* Also where fields are nested, in lists, and by reference. */
  @Test
  void shouldFindChangesBelowTheTop() throws IOException {
    ObjectNode changed = frozen("result");
    ObjectNode page =
        (ObjectNode) changed.at("/properties/result/properties/pages/items/properties");
    page.remove("text");
    remove((ArrayNode) changed.at("/$defs/Output/enum"), "tsv");

    assertThat(SchemaChanges.brokenReaders(frozen("result"), changed))
        .containsExactly(
            "result.artifacts[].output lost the value [tsv]",
            "result.engine.options.outputs[] lost the value [tsv]",
            "result.pages[].text disappeared");
  }

  @Test
  void shouldRejectAnOldAnswerThatANewReaderWouldLose() throws IOException {
    ObjectNode old = (ObjectNode) json(V1.resolve("golden/failure.json"));
    JsonNode now = old.deepCopy().without("tag");

    assertThatThrownBy(() -> assertKept(old, now, ""))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/tag");
  }

  private static ObjectNode properties(ObjectNode schema) {
    return (ObjectNode) schema.get("properties");
  }

  private static ObjectNode field(ObjectNode schema, String name) {
    return (ObjectNode) properties(schema).get(name);
  }

  private static void remove(ArrayNode array, String value) {
    for (int i = array.size() - 1; i >= 0; i--) {
      if (array.get(i).asText().equals(value)) {
        array.remove(i);
      }
    }
  }

  private static ObjectNode frozen(String name) throws IOException {
    return (ObjectNode) json(V1.resolve("schema").resolve(file(name)));
  }

  private static String file(String name) {
    return name + ".schema.json";
  }

  private static JsonNode json(Path file) throws IOException {
    return Json.mapper().readTree(file.toFile());
  }
}
