/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tests that {@code asyncapi.json} matches the topics and is a valid AsyncAPI document. */
class AsyncApiTest {
  private static final Path FOLDER = Path.of("src", "main", "resources");
  private static final Path FILE = FOLDER.resolve("asyncapi.json");

  /**
   * System property: path of {@code schemas/3.0.0.json} in the npm package {@code
   * @asyncapi/specs}.
   */
  private static final String SPECIFICATION = "ocr.asyncapi.schema";

  @Test
  void shouldBeUpToDateWhenTopicsChange() throws IOException {
    String document = AsyncApi.document().toPrettyString() + "\n";

    Golden.assertSame(FILE, document.getBytes(UTF_8));
  }

  @Test
  @EnabledIfSystemProperty(named = SPECIFICATION, matches = ".+")
  void shouldBeValidByTheSpecificationWhenItIsThere() throws IOException {
    String schema = Files.readString(Path.of(System.getProperty(SPECIFICATION)));

    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(schema)
                .validate(committed()))
        .isEmpty();
  }

  @Test
  void shouldHaveAChannelForEveryTopicAndAnOperationForEachSide() throws IOException {
    JsonNode document = committed();

    assertThat(names(document.get("channels")))
        .containsExactlyElementsOf(Arrays.stream(Topic.values()).map(AsyncApi::id).toList());
    for (Topic topic : Topic.values()) {
      JsonNode channel = document.get("channels").get(AsyncApi.id(topic));
      assertThat(channel.get("address").asText()).isEqualTo(topic.topicName());
      assertThat(names(channel.get("messages"))).isNotEmpty();
      assertThat(actions(document, topic))
          .containsExactlyInAnyOrderElementsOf(
              topic == Topic.DOCUMENTS
                  ? List.of("receive")
                  : topic.kind() == Topic.Kind.WORK ? List.of("send", "receive") : List.of("send"));
    }
    for (ShareGroup group : ShareGroup.values()) {
      assertThat(document.get("operations").findValuesAsText("const")).contains(group.groupId());
    }
  }

  @Test
  void shouldReferToNothingThatIsNotThere() throws IOException {
    JsonNode document = committed();
    List<String> references = document.findValuesAsText("$ref");

    assertThat(references).isNotEmpty();
    for (String reference : references) {
      if (reference.startsWith("#")) {
        assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
      } else {
        assertThat(FOLDER.resolve(reference)).isRegularFile();
      }
    }
    for (String message : names(document.at("/components/messages"))) {
      assertThat(references).contains("#/components/messages/" + message);
    }
  }

  private static List<String> actions(JsonNode document, Topic topic) {
    String channel = "#/channels/" + AsyncApi.id(topic);
    return StreamSupport.stream(document.get("operations").spliterator(), false)
        .filter(operation -> operation.at("/channel/$ref").asText().equals(channel))
        .map(operation -> operation.get("action").asText())
        .toList();
  }

  private static List<String> names(JsonNode object) {
    Stream<String> names =
        StreamSupport.stream(Spliterators.spliteratorUnknownSize(object.fieldNames(), 0), false);
    return names.toList();
  }

  private static JsonNode committed() throws IOException {
    return Json.mapper().readTree(FILE.toFile());
  }
}
