/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import io.ocrstream.submit.AnswerCollector;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** Tests that nobody waits for answers on a missing topic. */
class AnswerCollectorIT {
  @Test
  void shouldNameTheTopicThatIsMissing() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.temporary();
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrapServers());
      assertMissing(clients, Topic.RESULTS);
      create(admin, Topic.RESULTS);
      assertMissing(clients, Topic.FAILURES);
      create(admin, Topic.FAILURES);
      try (AnswerCollector collector = new AnswerCollector(KafkaNames.PLAIN, clients)) {
        assertThat(collector.poll(Duration.ZERO)).isEmpty();
      }
    }
  }

  private static void assertMissing(Map<String, Object> clients, Topic topic) {
    assertThatThrownBy(() -> new AnswerCollector(KafkaNames.PLAIN, clients))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("topic " + topic.topicName() + " is missing")
        .hasMessageContaining("ocr topics create");
  }

  private static void create(Admin admin, Topic topic) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic.topicName(), 2, (short) 1))).all().get();
    await("the topic appears")
        .until(() -> admin.listTopics().names().get().contains(topic.topicName()));
  }
}
