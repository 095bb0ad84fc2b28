/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Extracts a record's timestamp, or the wall clock's if the record has none. Brokers accept a
 * timestamp of -1, on which Kafka Streams would end the thread.
 *
 * <p><b>Threading:</b> any.
 */
public final class RecordTimes implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return record.timestamp() < 0 ? System.currentTimeMillis() : record.timestamp();
  }
}
