/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import io.ocrstream.contracts.WireFormat;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Puts the id of their JSON Schema before the values of some topics, as in {@link WireFormat}. It
 * must be the last interceptor, because the others read JSON.
 *
 * <p><b>Threading:</b> any.
 */
public final class SchemaIdInterceptor implements ProducerInterceptor<byte[], byte[]> {
  /** Setting that holds the schema ids by the names of topics in Kafka. */
  public static final String IDS = "ocr.schema.ids";

  private Map<?, ?> ids = Map.of();

  @Override
  public void configure(Map<String, ?> configs) {
    if (configs.get(IDS) instanceof Map<?, ?> given) {
      ids = given;
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null || !(ids.get(record.topic()) instanceof Integer id)) {
      return record;
    }
    return new ProducerRecord<>(
        record.topic(),
        record.partition(),
        record.timestamp(),
        record.key(),
        WireFormat.withHeader(id, value),
        record.headers());
  }

  @Override
  public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {}

  @Override
  public void close() {}
}
