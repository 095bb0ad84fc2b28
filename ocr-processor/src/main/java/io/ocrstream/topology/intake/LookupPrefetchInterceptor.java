/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import io.ocrstream.contracts.Topic;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Passes polled records to {@link LookupPrefetch}. The consumer creates this interceptor and passes
 * it its configuration, which holds the prefetch under {@link #PREFETCH}.
 *
 * <p><b>Threading:</b> the polling stream thread.
 */
public final class LookupPrefetchInterceptor implements ConsumerInterceptor<byte[], byte[]> {
  /** Consumer setting that holds the {@link LookupPrefetch}. */
  public static final String PREFETCH = "ocr.prefetch";

  /** Consumer setting that holds the name of the topic of events. */
  public static final String TOPIC = "ocr.prefetch.topic";

  private @Nullable LookupPrefetch prefetch;
  private String topic = Topic.DOCUMENTS.topicName();

  @Override
  public void configure(Map<String, ?> configs) {
    prefetch = (LookupPrefetch) configs.get(PREFETCH);
    if (configs.get(TOPIC) instanceof String name) {
      topic = name;
    }
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    LookupPrefetch target = prefetch;
    if (target != null) {
      target.polled(records.records(topic));
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // Committed offsets are not used.
  }

  @Override
  public void close() {
    // The prefetch belongs to the topology, which outlives its consumers.
  }
}
