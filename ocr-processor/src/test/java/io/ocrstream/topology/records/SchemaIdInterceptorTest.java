/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaIdInterceptorTest {
  private final SchemaIdInterceptor interceptor = new SchemaIdInterceptor();

  SchemaIdInterceptorTest() {
    interceptor.configure(Map.of(SchemaIdInterceptor.IDS, Map.of("ocr.results", 0x01020304)));
  }

  @Test
  void shouldPutTheIdBeforeTheValueAndChangeNothingElse() {
    ProducerRecord<byte[], byte[]> sent = interceptor.onSend(record("ocr.results", "{}"));

    assertThat(sent.value()).containsExactly(0, 1, 2, 3, 4, '{', '}');
    assertThat(sent.partition()).isEqualTo(3);
    assertThat(sent.timestamp()).isEqualTo(1_500);
    assertThat(sent.key()).containsExactly(9);
    assertThat(sent.headers().lastHeader("name").value()).containsExactly(8);
  }

  @Test
  void shouldLeaveOtherTopicsAndTombstonesAsTheyAre() {
    ProducerRecord<byte[], byte[]> other = record("ocr.recognise", "{}");
    ProducerRecord<byte[], byte[]> tombstone = record("ocr.results", null);

    assertThat(interceptor.onSend(other)).isSameAs(other);
    assertThat(interceptor.onSend(tombstone)).isSameAs(tombstone);
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, @Nullable String value) {
    return new ProducerRecord<>(
        topic,
        3,
        1_500L,
        new byte[] {9},
        value == null ? null : value.getBytes(UTF_8),
        new RecordHeaders().add("name", new byte[] {8}));
  }
}
