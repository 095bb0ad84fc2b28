/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ocrstream.cli.CommandRun;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.embedded.EmbeddedRedis;
import io.ocrstream.kafka.KafkaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests TLS, passwords and rights with a real broker: the documented rights of each role are enough
 * for the whole way of an event, nothing else is granted, and a failed login gets a clear message.
 */
class KafkaRightsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String APPLICATION = "ocr-processor";
  private static final int BROKEN = 3;

  private static final Path INSTALLED = Path.of("target", "scenario-engine").toAbsolutePath();

  @TempDir static Path folder = Path.of("unset");
  static GuardedKafka kafka;
  private static EmbeddedRedis redis;

  /** The result of a command. */
  @BeforeAll
  static void start() throws Exception {
    redis = EmbeddedRedis.temporary();
    kafka = GuardedKafka.start(folder);
    for (KafkaRole role : KafkaRole.values()) {
      kafka.grant(GuardedKafka.user(role), role.rights(KafkaNames.PLAIN, APPLICATION));
    }
    CommandRun made = CommandRun.of(settings(KafkaRole.TOPICS), "topics create");
    assertThat(made.err()).isEmpty();
    assertThat(made.exitCode()).isZero();
  }

  @AfterAll
  static void stop() {
    kafka.close();
    redis.close();
  }

  static Map<String, String> settings(KafkaRole role) throws Exception {
    return settings(GuardedKafka.user(role));
  }

  private static Map<String, String> settings(String user) throws Exception {
    Map<String, String> more = new HashMap<>();
    more.put("ocr.cache.uri", redis.uri());
    more.put("ocr.content.file-roots", documents().toString());
    more.put("ocr.processor.state-dir", folder.resolve("state").toString());
    more.put("ocr.processor.loss-check-interval", "1s");
    more.put("ocr.worker.work-dir", folder.resolve("work").toString());
    more.put("ocr.engine.install-dir", INSTALLED.toString());
    more.put("ocr.engine.isolation", "in-process");
    more.put("ocr.worker.recognise-slots", "1");
    more.put("ocr.worker.identify-slots", "1");
    more.put("ocr.processor.threads", "1");
    // So that every result is copied to the topic for review.
    more.put("ocr.topics.review", "true");
    more.put("ocr.review.min-confidence", "1");
    more.put("ocr.ops.port", "0");
    // The page is a role of its own, because it reads answers.
    more.put("ocr.ops.page", "off");
    return kafka.settings(user, more);
  }

  private static Path documents() throws Exception {
    return Files.createDirectories(folder.resolve("documents")).toRealPath();
  }

  @Test
  void shouldAnswerEventsWithTheDocumentedRightsAlone() throws Exception {
    Path log = folder.resolve("processor.log");
    try (ChildRole processor = ChildRole.start("processor", settings(KafkaRole.PROCESSOR), log);
        ChildRole worker =
            ChildRole.start("worker", settings(KafkaRole.WORKER), folder.resolve("worker.log"));
        UploadEvents uploads =
            new UploadEvents(
                kafka.client(GuardedKafka.user(KafkaRole.SENDER)), "ocr.documents", documents())) {
      processor.awaitRunning();
      worker.awaitRunning();
      String uri = uploads.put("page.png", Pages.line(1));
      Set<String> ids = new HashSet<>();
      ids.add(uploads.publish(uri));
      ids.add(uploads.publish(uri + "-missing.png"));
      uploads.publishBytes(new byte[] {'{'});
      uploads.flush();

      awaitAnswers(ids);
      // The backlog is known only with the right to describe groups and tasks.
      processor.awaitMetric(Pattern.compile("(?m)^ocr_backlog_tasks\\{.*recognise.*} 0\\.0$"));
      CommandRun failures = CommandRun.of(settings(KafkaRole.FAILURES), "failures list");
      assertThat(failures.err()).isEmpty();
      assertThat(failures.out()).contains(" NOT_FOUND ");
      assertThat(processor.log() + worker.log())
          .doesNotContain("AuthorizationException")
          .doesNotContain(GuardedKafka.passwords());
      assertThat(processor.metrics() + worker.metrics()).doesNotContain(GuardedKafka.passwords());
    }
  }

  /** Reads answers with a consumer of another application, in a group. */
  private static void awaitAnswers(Set<String> ids) throws Exception {
    Map<String, Object> config = new HashMap<>(kafka.client(GuardedKafka.user(KafkaRole.READER)));
    config.put("group.id", KafkaRole.READERS_GROUP);
    config.put("auto.offset.reset", "earliest");
    config.put("isolation.level", "read_committed");
    Set<String> answered = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of("ocr.results", "ocr.failures"));
      await("answers")
          .until(
              () -> {
                for (ConsumerRecord<byte[], byte[]> record :
                    consumer.poll(Duration.ofMillis(100))) {
                  answered.add(Answer.of(record).eventId());
                }
                return answered.containsAll(ids);
              });
      consumer.commitSync();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WORKER, ocr.results",
    "WORKER, ocr.documents",
    "WORKER, ocr.recognised",
    "SENDER, ocr.documents",
    "SENDER, ocr.results",
    "READER, ocr.documents",
    "READER, ocr.recognised",
    "PROCESSOR, ocr.results",
    "TOPICS, ocr.results",
    "CACHE, ocr.documents"
  })
  void shouldNotLetRead(KafkaRole role, String topic) {
    assertThatThrownBy(
            () -> {
              try (Ledger ledger = new Ledger(kafka.client(GuardedKafka.user(role)), topic)) {
                ledger.poll(PATIENCE);
              }
            })
        .isInstanceOf(TopicAuthorizationException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "SENDER, ocr.identify",
    "SENDER, ocr.identified",
    "SENDER, ocr.recognise",
    "SENDER, ocr.recognised",
    "SENDER, ocr.results",
    "READER, ocr.results",
    "READER, ocr.documents",
    "WORKER, ocr.results",
    "WORKER, ocr.recognise",
    "WORKER, ocr.documents",
    "PROCESSOR, ocr.documents",
    "PROCESSOR, ocr.recognised",
    "TOPICS, ocr.documents",
    "CACHE, ocr.recognised",
    "FAILURES, ocr.failures"
  })
  void shouldNotLetWrite(KafkaRole role, String topic) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.client(GuardedKafka.user(role)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, new byte[1])).get())
          // A user without the right to write to any topic may be refused a producer id in the
          // reply to the send or by the send itself.
          .hasCauseInstanceOf(AuthorizationException.class);
    }
  }

  @Test
  void shouldNotLetReadersIntoTheProcessorsGroup() {
    Map<String, Object> config = new HashMap<>(kafka.client(GuardedKafka.user(KafkaRole.READER)));
    config.put("group.id", APPLICATION);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of("ocr.results"));
      assertThatThrownBy(() -> consumer.poll(PATIENCE))
          .isInstanceOf(GroupAuthorizationException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "plain password",
        "mechanism",
        "certificate",
        "store password",
        "jaas"
      })
  void shouldSayWhyItCannotGetIn(String way) throws Exception {
    CommandRun check = CommandRun.of(RefusedLogin.spoiled(KafkaRole.WORKER, way), "topics check");

    assertThat(check.exitCode()).isEqualTo(BROKEN);
    assertThat(check.err())
        .contains("the cluster cannot be used: " + RefusedLogin.said(way))
        .doesNotContain("canary");
    assertThat(check.err().lines()).hasSize(1);
  }

  @Tag("faults")
  @ParameterizedTest
  @CsvSource({
    "WORKER, password",
    "WORKER, plain password",
    "WORKER, mechanism",
    "WORKER, certificate",
    "WORKER, plaintext",
    "WORKER, store password",
    "WORKER, jaas",
    "PROCESSOR, certificate",
    "PROCESSOR, plaintext",
    "PROCESSOR, jaas"
  })
  void shouldEndWhateverKeepsItFromGettingIn(KafkaRole role, String way) throws Exception {
    Path log = folder.resolve("refused-" + way + ".log");
    try (ChildRole child = ChildRole.start(role.title(), RefusedLogin.spoiled(role, way), log)) {
      assertThat(child.awaitEnd()).isEqualTo(BROKEN);
      assertThat(child.log())
          .contains("the cluster cannot be used: " + RefusedLogin.said(way))
          .doesNotContain("canary");
    }
  }

  @Test
  void shouldEndWhenARightIsMissing() throws Exception {
    Path log = folder.resolve("nobody.log");
    try (ChildRole processor = ChildRole.start("processor", settings(GuardedKafka.NOBODY), log)) {
      assertThat(processor.awaitEnd()).isEqualTo(BROKEN);
      assertThat(processor.log())
          .contains(
              "processor: no right to [READ, DESCRIBE, DESCRIBE_CONFIGS] on topic ocr.documents")
          .doesNotContain("canary");
    }
  }
}
