/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Topic;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that the settings of created topics are accepted, and that settings that would stop the
 * stream are not, in both directions.
 */
class TopicSettingsTest {
  @ParameterizedTest
  @EnumSource(Topic.class)
  void shouldAcceptWhatItMakes(Topic topic) {
    assertThat(
            TopicSettings.problems(
                topic, topic.topicName(), key -> TopicSettings.of(topic).getOrDefault(key, "")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "RESULTS, max.message.bytes, 8388607, 8388608",
    "RESULTS, cleanup.policy, compact, delete",
    "DEAD_LETTERS, cleanup.policy, 'compact,delete', delete",
    "STATS, cleanup.policy, delete, compact",
    "FAILURES, message.timestamp.before.max.ms, 599999, 600000",
    "FAILURES, message.timestamp.after.max.ms, 599999, 600000",
    "RECOGNISE, message.timestamp.type, LogAppendTime, CreateTime",
    "DOCUMENTS, compression.type, gzip, uncompressed",
    "DOCUMENTS, compression.type, producer, snappy"
  })
  void shouldNameTheSettingAndTheCommandThatChangesIt(
      Topic topic, String key, String wrong, String right) {
    assertThat(TopicSettings.problems(topic, topic.topicName(), with(topic, key, right)::get))
        .isEmpty();
    assertThat(TopicSettings.problems(topic, topic.topicName(), with(topic, key, wrong)::get))
        .singleElement()
        .asString()
        .contains(topic.topicName(), key + "=" + wrong, "kafka-configs.sh --alter");
  }

  /**
   * Records of events also have an upper limit, because consumers decompress what anyone may write.
   */
  @Test
  void shouldBoundTheRecordsOfEventsFromBothSides() {
    int most = Topic.MAX_EVENT_RECORD_BYTES + Topic.BATCH_OVERHEAD_BYTES;
    assertThat(problemsOfSize(Topic.MAX_EVENT_RECORD_BYTES - 1)).isOne();
    assertThat(problemsOfSize(Topic.MAX_EVENT_RECORD_BYTES)).isZero();
    assertThat(problemsOfSize(most)).isZero();
    assertThat(problemsOfSize(most + 1)).isOne();
  }

  private static int problemsOfSize(int bytes) {
    Map<String, String> config =
        with(Topic.DOCUMENTS, "max.message.bytes", Integer.toString(bytes));
    return TopicSettings.problems(Topic.DOCUMENTS, "ocr.documents", config::get).size();
  }

  private static Map<String, String> with(Topic topic, String key, String value) {
    Map<String, String> config = new HashMap<>(TopicSettings.of(topic));
    config.put(key, value);
    return config;
  }
}
