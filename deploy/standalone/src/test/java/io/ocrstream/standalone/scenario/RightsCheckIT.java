/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.app.GatewayRole;
import io.ocrstream.client.OcrPublisher;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.kafka.ClusterCheck;
import io.ocrstream.kafka.ClusterProblems;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.kafka.KafkaRight;
import io.ocrstream.kafka.KafkaRole;
import io.ocrstream.kafka.TopicsAdmin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests with a real broker that each right of a role is named at its start if it is missing. */
class RightsCheckIT {
  /** Each of these operations implies the right to describe, as in Kafka's authorizer. */
  private static final Set<AclOperation> DESCRIBING =
      Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE);

  @TempDir static Path folder = Path.of("unset");
  private static GuardedKafka kafka;

  @BeforeAll
  static void start() throws Exception {
    kafka = GuardedKafka.start(folder);
    Settings admin = settings(GuardedKafka.user(KafkaRole.TOPICS));

    kafka.grant(
        GuardedKafka.user(KafkaRole.TOPICS), withoutAny(KafkaRole.TOPICS, AclOperation.CREATE));
    assertThatThrownBy(() -> TopicsAdmin.create(admin))
        .isInstanceOf(ClusterProblems.class)
        .hasMessageContaining("no right to [CREATE] on topic ocr.documents; grant it");
    kafka.grant(GuardedKafka.user(KafkaRole.TOPICS), rights(KafkaRole.TOPICS));
    assertThat(TopicsAdmin.create(admin)).hasSameSizeAs(Topic.values());
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private static Settings settings(String user) {
    return SettingsLoader.of(kafka.settings(user, Map.of("ocr.topics.review", "true")));
  }

  private static List<KafkaRight> rights(KafkaRole role) {
    return role.rights(KafkaNames.PLAIN, settings(GuardedKafka.NOBODY).processor().applicationId());
  }

  @ParameterizedTest
  @EnumSource(names = {"PROCESSOR", "WORKER", "TOPICS"})
  void shouldNameEachRightThatIsMissing(KafkaRole role) throws Exception {
    kafka.grant(GuardedKafka.NOBODY, rights(role));
    Settings nobody = settings(GuardedKafka.NOBODY);
    assertThat(ClusterCheck.require(nobody, List.of(role)).workPartitions()).isPositive();

    assertNamed(role, withOneOfEachResource(role));
  }

  @Tag("faults")
  @ParameterizedTest
  @EnumSource(names = {"PROCESSOR", "WORKER", "TOPICS"})
  void shouldNameARightThatAloneIsMissing(KafkaRole role) throws Exception {
    assertNamed(
        role,
        withOneOfEachResource(role).stream()
            .flatMap(round -> round.entrySet().stream())
            .map(entry -> Map.of(entry.getKey(), entry.getValue()))
            .toList());
  }

  /** Takes the rights of each round away, and asserts that they and no others are named. */
  private static void assertNamed(KafkaRole role, List<Map<KafkaRight, AclOperation>> rounds)
      throws Exception {
    int taken = 0;
    for (Map<KafkaRight, AclOperation> round : rounds) {
      List<KafkaRight> left = rights(role);
      for (Map.Entry<KafkaRight, AclOperation> one : round.entrySet()) {
        left = without(left, one.getKey(), one.getValue());
      }
      kafka.grant(GuardedKafka.NOBODY, left);
      List<String> problems = problems(settings(GuardedKafka.NOBODY), role);
      assertThat(problems).as("%s without %s", role, round).hasSize(round.size());
      round.forEach((right, operation) -> assertNamed(problems, role, right, operation));
      taken += round.size();
    }
    assertThat(taken).isGreaterThan(10);
  }

  private static void assertNamed(
      List<String> problems, KafkaRole role, KafkaRight right, AclOperation operation) {
    // Without the right to describe a topic, its other missing rights are not reported.
    Pattern named =
        Pattern.compile(
            Pattern.quote(role.title() + ": no right to [")
                + "[^]]*\\b%s\\b[^]]*] on %s %s\\*?; grant it.*"
                    .formatted(operation, kind(right), Pattern.quote(right.resource().name())));
    assertThat(problems).filteredOn(named.asMatchPredicate()).hasSize(1);
  }

  /** Returns rounds, each with at most one operation of each resource, that have all of them. */
  private static List<Map<KafkaRight, AclOperation>> withOneOfEachResource(KafkaRole role) {
    List<Map<KafkaRight, AclOperation>> rounds = new ArrayList<>();
    for (KafkaRight right : rights(role)) {
      List<AclOperation> operations =
          right.operations().stream().filter(operation -> isToBeFound(right, operation)).toList();
      for (int i = 0; i < operations.size(); i++) {
        if (rounds.size() == i) {
          rounds.add(new LinkedHashMap<>());
        }
        rounds.get(i).put(right, operations.get(i));
      }
    }
    return rounds;
  }

  @Test
  void shouldLetAGatewayPublishAndReadWithItsRightsAlone() throws Exception {
    Settings gateway =
        SettingsLoader.of(
            kafka.settings(
                GuardedKafka.NOBODY,
                Map.of(
                    "ocr.gateway.location", folder.toUri().toString(),
                    "ocr.content.file-roots", folder.toString(),
                    "ocr.worker.work-dir", folder.resolve("work").toString())));
    kafka.grant(GuardedKafka.NOBODY, rights(KafkaRole.GATEWAY));
    GatewayRole.start(gateway, new SimpleMeterRegistry()).close();
    try (OcrPublisher publisher =
        new OcrPublisher(KafkaNames.PLAIN, KafkaClients.config(gateway.kafka()))) {
      OcrPublisher.await(publisher.publish(UploadEvent.of("id", "id", "file:///a")));
    }

    kafka.grant(GuardedKafka.NOBODY, withoutAny(KafkaRole.GATEWAY, AclOperation.WRITE));
    assertThatThrownBy(() -> GatewayRole.start(gateway, new SimpleMeterRegistry()))
        .isInstanceOf(ClusterProblems.class)
        .hasMessageContaining("gateway: no right to [WRITE] on topic ocr.documents");
  }

  @Test
  void shouldNameAllThatIsMissingAtOnce() throws Exception {
    kafka.grant(GuardedKafka.NOBODY, List.of());

    assertThat(problems(settings(GuardedKafka.NOBODY), KafkaRole.WORKER))
        .hasSameSizeAs(rights(KafkaRole.WORKER));
  }

  private static List<String> problems(Settings settings, KafkaRole role) {
    ClusterProblems problems =
        catchThrowableOfType(
            ClusterProblems.class, () -> ClusterCheck.require(settings, List.of(role)));
    return problems == null ? List.of() : problems.problems();
  }

  /** Excludes rights that another one implies, and those that cannot be checked. */
  private static boolean isToBeFound(KafkaRight right, AclOperation operation) {
    if (right.isPrefixed() && right.resource().resourceType() == ResourceType.TOPIC) {
      return operation == AclOperation.CREATE;
    }
    return switch (operation) {
      case DESCRIBE -> right.operations().stream().noneMatch(DESCRIBING::contains);
      case DESCRIBE_CONFIGS -> !right.operations().contains(AclOperation.ALTER_CONFIGS);
      default -> right.resource().resourceType() != ResourceType.TRANSACTIONAL_ID;
    };
  }

  private static List<KafkaRight> withoutAny(KafkaRole role, AclOperation operation) {
    List<KafkaRight> left = rights(role);
    for (KafkaRight right : rights(role)) {
      left = without(left, right, operation);
    }
    return left;
  }

  private static List<KafkaRight> without(
      List<KafkaRight> rights, KafkaRight taken, AclOperation operation) {
    List<KafkaRight> left = new ArrayList<>();
    for (KafkaRight right : rights) {
      Set<AclOperation> operations = new TreeSet<>(right.operations());
      if (right.equals(taken)) {
        operations.remove(operation);
      }
      left.add(new KafkaRight(right.resource(), operations));
    }
    return left;
  }

  private static String kind(KafkaRight right) {
    return switch (right.resource().resourceType()) {
      case TOPIC -> "topic";
      case GROUP -> "group";
      default -> "transactional id";
    };
  }
}
