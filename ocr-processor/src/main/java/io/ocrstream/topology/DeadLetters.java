/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.TraceParent;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Records that are no event, as received, with where they came from and why they are here.
 *
 * <p>Header names are those of Kafka Streams' own dead letters where it has one (KIP-1034). The
 * sender's headers are not copied, as their number and size are unbounded; but its trace is.
 */
final class DeadLetters {
  static final String TOPIC = "__streams.errors.topic";
  static final String PARTITION = "__streams.errors.partition";
  static final String OFFSET = "__streams.errors.offset";
  static final String MESSAGE = "__streams.errors.message";
  static final String TIMESTAMP = "ocr.timestamp";
  static final String REASON = "ocr.reason";

  private static final byte[] EMPTY = new byte[0];

  private final TopologyMetrics metrics;

  DeadLetters(TopologyMetrics metrics) {
    this.metrics = metrics;
  }

  /** The dead letter of {@code record}, for a {@code reason} from a closed list. */
  Record<byte[], Routed> of(
      Record<byte[], byte @Nullable []> record, Optional<RecordMetadata> origin, String reason) {
    metrics.deadLetter(reason);
    Headers headers = new RecordHeaders();
    origin.ifPresent(
        from -> {
          add(headers, TOPIC, from.topic());
          add(headers, PARTITION, Integer.toString(from.partition()));
          add(headers, OFFSET, Long.toString(from.offset()));
        });
    add(headers, TIMESTAMP, Long.toString(record.timestamp()));
    add(headers, REASON, reason);
    add(headers, MESSAGE, "not an event: " + reason);
    String trace = Traces.of(record.headers());
    if (trace != null) {
      add(headers, TraceParent.HEADER, trace);
    }
    byte[] value = record.value();
    Routed routed = new Routed(Route.DEAD_LETTER, value == null ? EMPTY : value);
    return new Record<>(record.key(), routed, Math.max(0, record.timestamp()), headers);
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
