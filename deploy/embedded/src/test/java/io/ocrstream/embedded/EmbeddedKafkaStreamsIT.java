/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaStreamsIT {
  @Test
  void shouldAnswerWhenAnExactlyOnceApplicationStarts(@TempDir Path state) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.temporary()) {
      create(kafka.bootstrapServers());
      try (KafkaStreams streams = application(kafka.bootstrapServers(), state)) {
        streams.start();
        publish(kafka.bootstrapServers());
        assertThat(firstAnswer(kafka.bootstrapServers())).isEqualTo("DOCUMENT");
      }
    }
  }

  private static KafkaStreams application(String brokers, Path state) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
        .mapValues(value -> value.toUpperCase(Locale.ROOT))
        .to("out", Produced.with(Serdes.String(), Serdes.String()));
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "upper");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 25);
    config.put("auto.offset.reset", "earliest");
    return new KafkaStreams(builder.build(), config);
  }

  private static void create(String brokers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("in", Optional.of(2), Optional.of((short) 1)),
                  new NewTopic("out", Optional.of(2), Optional.of((short) 1))))
          .all()
          .get();
    }
  }

  private static void publish(String brokers) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("in", "document")).get();
    }
  }

  private static String firstAnswer(String brokers) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", brokers,
            "group.id", "readers",
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("out"));
      return await("an answer")
          .atMost(Duration.ofMinutes(3))
          .until(() -> consumer.poll(Duration.ofMillis(100)), records -> !records.isEmpty())
          .iterator()
          .next()
          .value();
    }
  }
}
