/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Tests the messages for settings that Kafka's own clients reject. */
class KafkaErrorMessagesTest {
  /** The setting is valid for a processor, so it may be in a file that both roles share. */
  @Test
  void shouldNameTheSettingWhenAShareConsumerDoesNotKnowIt() {
    Throwable refusal =
        catchThrowable(
            () ->
                new KafkaShareConsumer<>(
                        Map.of(
                            "bootstrap.servers",
                            "localhost:1",
                            "group.id",
                            "g",
                            "group.instance.id",
                            "private-name"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())
                    .close());

    assertThat(KafkaErrorMessages.explain(refusal))
        .contains("group.instance.id")
        .doesNotContain("private-name");
  }

  @Test
  void shouldNameTheSettingButNotItsValueWhenItIsWrong() {
    Throwable refusal =
        catchThrowable(
            () ->
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", "localhost:1", "acks", "s3cret.value"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())
                    .close());

    assertThat(KafkaErrorMessages.explain(refusal)).contains("acks").doesNotContain("s3cret");
  }

  @Test
  void shouldSayNoMoreThanTheKindWhenTheMessageNamesNoSetting() {
    assertThat(KafkaErrorMessages.explain(new ConfigException("no.such.setting of s3cret")))
        .contains("(ConfigException)")
        .doesNotContain("no.such.setting", "s3cret");
  }
}
