/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ocrstream.embedded.EmbeddedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests what workers rely on in share groups, on the real broker: how RENEW behaves, and when a
 * record is delivered again.
 */
class ShareGroupIT {
  private static final Duration LOCK = Duration.ofSeconds(10);

  private static final EmbeddedKafka KAFKA = SharedKafka.get();
  private static final String PREFIX = "share-group.";

  private String name = "";

  @AfterAll
  static void stop() {
    SharedKafka.deleteTopics(PREFIX);
  }

  @BeforeEach
  void create() throws Exception {
    name = PREFIX + UUID.randomUUID();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
      NewTopic topic = new NewTopic(name, Optional.of(1), Optional.of((short) 1));
      admin.createTopics(List.of(topic)).all().get();
      List<AlterConfigOp> settings =
          List.of(
              set("share.auto.offset.reset", "earliest"),
              set("share.isolation.level", "read_committed"),
              set("share.delivery.count.limit", "3"),
              set("share.record.lock.duration.ms", Long.toString(LOCK.toMillis())));
      ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, name);
      admin.incrementalAlterConfigs(Map.of(group, settings)).all().get();
    }
  }

  @Test
  void shouldDeliverWhenTheConsumerIsNew() throws Exception {
    publish("first");
    try (var consumer = consumer()) {
      assertThat(next(consumer).value()).isEqualTo("first");
    }
  }

  @Test
  void shouldKeepRecordWhenRenewedLongerThanItsLock() throws Exception {
    publish("slow");
    publish("next");
    try (var worker = consumer();
        var other = consumer()) {
      ConsumerRecord<String, String> record = next(worker);
      ConsumerRecord<String, String> otherRecord = next(other);
      assertThat(otherRecord.value()).isEqualTo("next");
      accept(other, otherRecord);
      for (int thirds = 0; thirds < 5; thirds++) {
        worker.acknowledge(record, AcknowledgeType.RENEW);
        assertThat(worker.commitSync().values()).containsOnly(Optional.empty());
        // A renewed record must be polled before it can be acknowledged again.
        ConsumerRecord<String, String> renewed = record;
        assertThatThrownBy(() -> worker.acknowledge(renewed, AcknowledgeType.RENEW))
            .isInstanceOf(IllegalStateException.class);
        var polled = worker.poll(Duration.ZERO);
        record = polled.isEmpty() ? next(worker) : polled.iterator().next();
        assertThat(record.value()).isEqualTo("slow");
        assertThat(record.deliveryCount()).contains((short) 1);
        assertThat(other.poll(LOCK.dividedBy(3))).isEmpty();
      }
      accept(worker, record);
      assertThat(other.poll(LOCK.plusMillis(500))).isEmpty();
    }
  }

  @Test
  void shouldRefuseAcknowledgementWhenLockRanOut() throws Exception {
    publish("hung");
    try (var worker = consumer();
        var other = consumer()) {
      ConsumerRecord<String, String> record = next(worker);
      ConsumerRecord<String, String> again = next(other);
      assertThat(again.deliveryCount()).contains((short) 2);
      worker.acknowledge(record, AcknowledgeType.RENEW);
      var result = worker.commitSync();
      assertThat(result.values()).noneMatch(Optional::isEmpty);
      assertThat(worker.poll(Duration.ofMillis(100))).isEmpty();
      accept(other, again);
    }
  }

  @Test
  void shouldDeliverAgainAtOnceWhenConsumerCloses() throws Exception {
    publish("left");
    try (var worker = consumer()) {
      assertThat(next(worker).deliveryCount()).contains((short) 1);
    }
    try (var other = consumer()) {
      ConsumerRecord<String, String> record = next(other);
      assertThat(record.deliveryCount()).contains((short) 2);
      accept(other, record);
    }
  }

  @Test
  void shouldGiveUpWhenDeliveriesAreUsedUp() throws Exception {
    publish("poison");
    List<Short> deliveries = new ArrayList<>();
    try (var worker = consumer()) {
      for (int i = 0; i < 3; i++) {
        ConsumerRecord<String, String> record = next(worker);
        deliveries.add(record.deliveryCount().orElseThrow());
        worker.acknowledge(record, AcknowledgeType.RELEASE);
        worker.commitSync();
      }
      assertThat(deliveries).containsExactly((short) 1, (short) 2, (short) 3);
      assertThat(worker.poll(Duration.ofSeconds(2))).isEmpty();
    }
  }

  private static void accept(
      ShareConsumer<String, String> consumer, ConsumerRecord<String, String> record) {
    consumer.acknowledge(record, AcknowledgeType.ACCEPT);
    assertThat(consumer.commitSync().values()).containsOnly(Optional.empty());
  }

  private static ConsumerRecord<String, String> next(ShareConsumer<String, String> consumer) {
    return await("a record")
        .until(() -> consumer.poll(Duration.ofMillis(100)), records -> !records.isEmpty())
        .iterator()
        .next();
  }

  private ShareConsumer<String, String> consumer() {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", KAFKA.bootstrapServers(),
            "group.id", name,
            "share.acknowledgement.mode", "explicit",
            "share.acquire.mode", "record_limit",
            "max.poll.records", "1");
    var consumer =
        new KafkaShareConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    consumer.subscribe(List.of(name));
    return consumer;
  }

  private void publish(String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", KAFKA.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(name, value)).get();
    }
  }

  private static AlterConfigOp set(String key, String value) {
    return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
  }
}
