/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.contracts.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that the table of Kafka rights in {@code docs/least-privilege.md} matches the roles. */
class KafkaRightsDocTest {
  private static final String COMMAND =
      "mvn -pl ocr-processor -am test -Dtest=KafkaRightsDocTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Docr.docs.write=true";

  /** Surefire's working folder is the module's folder. */
  private static final Path FILE = Path.of("..", "docs", "least-privilege.md");

  private static final String APPLICATION = "ocr-processor";
  private static final String HEAD = "| principal | resource | operations |\n| --- | --- | --- |\n";
  private static final Map<ResourceType, String> KINDS = kinds();

  private static Map<ResourceType, String> kinds() {
    Map<ResourceType, String> kinds = new EnumMap<>(ResourceType.class);
    kinds.put(ResourceType.TOPIC, "topic");
    kinds.put(ResourceType.GROUP, "group");
    kinds.put(ResourceType.TRANSACTIONAL_ID, "transactional id");
    return kinds;
  }

  @Test
  void shouldBeCommittedAsGeneratedWhenRightsChange() throws IOException {
    String text = Files.readString(FILE);
    int from = text.indexOf(HEAD);
    assertThat(from).as("the table's head in " + FILE).isNotNegative();
    int to = text.indexOf("\n\n", from) + 1;
    if (Boolean.getBoolean("ocr.docs.write")) {
      Files.writeString(FILE, text.substring(0, from) + table() + text.substring(to));
      return;
    }

    assertThat(text.substring(from, to))
        .as("docs/least-privilege.md is stale; run: %s", COMMAND)
        .isEqualTo(table());
  }

  @Test
  void shouldNameTheCommandThatWritesItWhenRead() throws IOException {
    assertThat(Files.readString(FILE)).contains(COMMAND);
  }

  /** Only workers may write completions, and senders may write only events. */
  @Test
  void shouldLetWorkersAloneWriteCompletions() {
    for (ShareGroup group : ShareGroup.values()) {
      assertThat(KafkaRole.values())
          .filteredOn(role -> may(role, AclOperation.WRITE, group.completions().topicName()))
          .containsExactly(KafkaRole.WORKER);
    }
    assertThat(Topic.values())
        .filteredOn(topic -> may(KafkaRole.SENDER, AclOperation.WRITE, topic.topicName()))
        .containsExactly(Topic.DOCUMENTS);
  }

  @ParameterizedTest
  @EnumSource(KafkaRole.class)
  void shouldNameEachResourceOnceAndNeitherAllNorChangesOfRights(KafkaRole role) {
    List<KafkaRight> rights = role.rights(KafkaNames.PLAIN, APPLICATION);

    assertThat(rights).isNotEmpty().extracting(KafkaRight::resource).doesNotHaveDuplicates();
    assertThat(rights)
        .flatExtracting(KafkaRight::operations)
        .doesNotContain(AclOperation.ALL, AclOperation.CLUSTER_ACTION);
    // Internal topics of the stream, whose partitions follow those of others.
    assertThat(rights)
        .filteredOn(right -> right.operations().contains(AclOperation.ALTER))
        .allMatch(right -> right.resource().name().equals(APPLICATION + "-"));
    assertThat(rights).noneMatch(right -> right.resource().name().equals("*"));
  }

  @ParameterizedTest
  @EnumSource(KafkaRole.class)
  void shouldBeOfOneInstallationAloneWhenThatHasAPrefix(KafkaRole role) {
    assertThat(role.rights(new KafkaNames("staging."), APPLICATION))
        .extracting(right -> right.resource().name())
        .filteredOn(name -> !name.equals(KafkaRole.READERS_GROUP))
        .isNotEmpty()
        .allMatch(name -> name.startsWith("staging.ocr"));
  }

  private static boolean may(KafkaRole role, AclOperation operation, String topic) {
    return role.rights(KafkaNames.PLAIN, APPLICATION).stream()
        .filter(right -> right.resource().resourceType() == ResourceType.TOPIC)
        .filter(right -> right.resource().name().equals(topic))
        .anyMatch(right -> right.operations().contains(operation));
  }

  private static String table() {
    StringBuilder table = new StringBuilder(HEAD);
    for (KafkaRole role : KafkaRole.values()) {
      String principal = role.title();
      for (Map.Entry<String, List<String>> row : rows(role).entrySet()) {
        String[] kindAndOperations = row.getKey().split("/", 2);
        table.append(
            "| %s | %s%s %s | %s |\n"
                .formatted(
                    principal,
                    kindAndOperations[0],
                    row.getValue().size() > 1 ? "s" : "",
                    String.join(", ", row.getValue()),
                    kindAndOperations[1]));
        principal = "";
      }
    }
    return table.toString().replace("|  |", "| |");
  }

  /** Groups names of one kind with the same operations in one row. */
  private static Map<String, List<String>> rows(KafkaRole role) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (KafkaRight right : role.rights(KafkaNames.PLAIN, APPLICATION)) {
      rows.computeIfAbsent(
              KINDS.get(right.resource().resourceType()) + "/" + operations(right.operations()),
              key -> new ArrayList<>())
          .add("`" + right.resource().name() + (right.isPrefixed() ? "*`" : "`"));
    }
    return rows;
  }

  private static String operations(Set<AclOperation> operations) {
    return operations.stream()
        .map(
            operation ->
                List.of(operation.name().split("_", -1)).stream()
                    .map(
                        word ->
                            word.charAt(0) + word.substring(1).toLowerCase(java.util.Locale.ROOT))
                    .collect(Collectors.joining()))
        .collect(Collectors.joining(", "));
  }
}
