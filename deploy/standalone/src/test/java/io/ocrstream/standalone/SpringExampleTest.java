/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The Spring example as far as it can be checked without Spring: its settings and its topics. */
class SpringExampleTest {
  private static final Path SPRING = Path.of("../examples/spring");

  /** Settings of Spring itself, which Kafka's clients do not know. */
  private static final Set<String> SPRINGS_OWN = Set.of("listener");

  @Test
  void shouldUseSettingsThatKafkasClientsHave() throws Exception {
    Map<String, Object> file = new Yaml().load(Files.readString(SPRING.resolve("application.yml")));
    Map<String, Object> kafka = section(section(file, "spring"), "kafka");
    Map<String, Object> consumer = section(kafka, "consumer");
    Map<String, Object> producer = section(kafka, "producer");
    Map<String, Object> both = section(kafka, "properties");

    assertThat(kafka.keySet())
        .hasSize(5)
        .contains("bootstrap-servers", "consumer", "producer", "properties")
        .containsAll(SPRINGS_OWN);
    assertThat(ConsumerConfig.configNames())
        .containsAll(consumer.keySet().stream().map(name -> name.replace('-', '.')).toList())
        .containsAll(both.keySet());
    assertThat(ProducerConfig.configNames())
        .containsAll(producer.keySet().stream().map(name -> name.replace('-', '.')).toList())
        .containsAll(both.keySet());
    assertThat(consumer)
        .containsEntry("isolation-level", "read_committed")
        .containsEntry("enable-auto-commit", false);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> section(Map<String, Object> all, String name) {
    return (Map<String, Object>) requireNonNull(all.get(name), name);
  }

  @Test
  void shouldListenToBothTopicsOfAnswers() throws Exception {
    assertThat(Files.readString(SPRING.resolve("AnswerListener.java")))
        .contains(
            "\"%s\"".formatted(Topic.DOCUMENTS.topicName()),
            "topics = \"%s\"".formatted(Topic.RESULTS.topicName()),
            "topics = \"%s\"".formatted(Topic.FAILURES.topicName()));
  }
}
