/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import io.ocrstream.contracts.Topic;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Creates task records as a share consumer receives them. */
final class Deliveries {
  static final byte[] KEY = {7};

  private Deliveries() {}

  static ConsumerRecord<byte[], byte[]> first(long offset, byte @Nullable [] value) {
    return nth(1, offset, value);
  }

  /** Returns the {@code count}th delivery of a record. */
  static ConsumerRecord<byte[], byte[]> nth(int count, long offset, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        Topic.RECOGNISE.topicName(),
        0,
        offset,
        0,
        TimestampType.CREATE_TIME,
        KEY.length,
        value == null ? -1 : value.length,
        KEY,
        value,
        new RecordHeaders(),
        Optional.empty(),
        Optional.of((short) count));
  }
}
