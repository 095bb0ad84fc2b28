/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
  private static final String TOPIC = "documents";

  @Test
  void shouldKeepRecordsWhenStartedAgainOnItsFolder(@TempDir Path folder) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.in(folder)) {
      create(kafka, 1);
      publish(kafka, "first");
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.in(folder)) {
      publish(kafka, "second");
      assertThat(consume(kafka, 2)).containsExactly("first", "second");
    }
  }

  @Tag("faults")
  @Test
  void shouldLoseNothingWhenOneOfThreeNodesIsDroppedAndComesBack() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.temporary(3)) {
      create(kafka, 3);
      publish(kafka, "all up");
      kafka.dropNode(1);
      publish(kafka, "one dropped");
      kafka.startNode(1);
      kafka.stopNode(2);
      publish(kafka, "another stopped");
      assertThat(consume(kafka, 3)).containsExactly("all up", "one dropped", "another stopped");
    }
  }

  @Test
  void shouldLeaveNoFolderWhenTemporaryAndClosed() throws Exception {
    Path folder;
    try (EmbeddedKafka kafka = EmbeddedKafka.temporary()) {
      folder = kafka.folder();
      assertThat(folder).isDirectory();
    }
    assertThat(folder).doesNotExist();
  }

  private static void create(EmbeddedKafka kafka, int replicas) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      NewTopic topic = new NewTopic(TOPIC, Optional.of(1), Optional.of((short) replicas));
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  private static void publish(EmbeddedKafka kafka, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get();
    }
  }

  private static List<String> consume(EmbeddedKafka kafka, int count) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "group.id", "readers",
            "auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      await(count + " values")
          .atMost(Duration.ofMinutes(3))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
              });
    }
    return values;
  }
}
