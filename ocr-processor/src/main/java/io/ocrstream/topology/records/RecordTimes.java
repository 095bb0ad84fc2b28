/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Takes a record's own timestamp, or the wall clock's where it has none: brokers accept -1, with
 * which Kafka Streams would end the thread.
 *
 * <p><b>Threading:</b> any.
 */
public final class RecordTimes implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return record.timestamp() < 0 ? System.currentTimeMillis() : record.timestamp();
  }
}
