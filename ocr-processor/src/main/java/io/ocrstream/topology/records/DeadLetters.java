/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.Topic;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Creates dead letters: records that are not events, with their origin and the reason. If brokers
 * refuse a dead letter, it is left out, so that no sender can block a partition.
 *
 * <p>Key and value are kept as received, up to {@link #MAX_KEY_BYTES} and {@link #MAX_VALUE_BYTES}.
 * A longer one is truncated, and headers state the length and SHA-256 of the whole. A record
 * without a key gets its origin as key, because a compacted topic requires one. The timestamp is
 * that of the dead letter itself: a broker might refuse the sender's timestamp, or delete the
 * record at once.
 *
 * <p>The sender's headers are not copied, because their number and size are unbounded. The only
 * exceptions are the replay count and the trace context.
 */
public final class DeadLetters {
  /** Maximum bytes of a key. */
  static final int MAX_KEY_BYTES = 64 * 1024;

  /** Maximum bytes of a value: a full record without its key and headers. */
  static final int MAX_VALUE_BYTES =
      Topic.MAX_RECORD_BYTES - Topic.BATCH_OVERHEAD_BYTES - MAX_KEY_BYTES;

  private static final byte[] EMPTY = new byte[0];

  private final TopologyMetrics metrics;
  private final String stage;
  private final RefusedRecords refused;

  /** Creates the dead letters of one stage: intake, identify or recognise. */
  public DeadLetters(TopologyMetrics metrics, String stage, RefusedRecords refused) {
    this.metrics = metrics;
    this.stage = stage;
    this.refused = refused;
  }

  /**
   * Returns the dead letter of {@code record}, or empty if a broker has refused it.
   *
   * @param reason from a closed list
   * @param now epoch milliseconds
   */
  public Optional<Record<byte[], RoutedRecord>> of(
      Record<byte @Nullable [], byte @Nullable []> record,
      Optional<RecordMetadata> origin,
      String reason,
      long now) {
    metrics.deadLetter(reason);
    byte[] key = key(record.key(), origin);
    if (refused.reason(Topic.DEAD_LETTERS, RefusedRecords.identity(origin)).isPresent()) {
      return Optional.empty();
    }
    ErrorHeaders headers =
        new ErrorHeaders()
            .published(record.timestamp())
            .because(stage, reason, "not an event: " + reason)
            .after(0)
            .replayedAs(record.headers());
    origin.ifPresent(from -> headers.from(from.topic(), from.partition(), from.offset()));
    if (record.key() == null) {
      headers.withoutKey();
    } else if (key.length > MAX_KEY_BYTES) {
      headers.cutKey(key);
    }
    byte[] value = record.value() == null ? EMPTY : record.value();
    if (value.length > MAX_VALUE_BYTES) {
      headers.cutValue(value);
    }
    RoutedRecord routed =
        new RoutedRecord(Route.DEAD_LETTER, cut(value, MAX_VALUE_BYTES), AnswerTally.deadLetter());
    return Optional.of(
        TraceHeaders.carried(
            new Record<>(cut(key, MAX_KEY_BYTES), routed, now, headers.all()),
            TraceHeaders.of(record.headers())));
  }

  private static byte[] key(byte @Nullable [] key, Optional<RecordMetadata> origin) {
    return key == null ? origin.map(RefusedRecords::place).orElse("unknown").getBytes(UTF_8) : key;
  }

  private static byte[] cut(byte[] bytes, int maxBytes) {
    return bytes.length <= maxBytes ? bytes : Arrays.copyOf(bytes, maxBytes);
  }
}
