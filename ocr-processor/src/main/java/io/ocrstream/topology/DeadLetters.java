/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Records that are no event, as received, with where they came from and why they are here.
 *
 * <p>The sender's headers are not copied: their number and size are unbounded. Only how often it
 * was replayed is, and the trace that it belongs to.
 */
final class DeadLetters {
  private static final byte[] EMPTY = new byte[0];

  private final TopologyMetrics metrics;
  private final String stage;

  /** Those of one stage: intake, identify or recognise. */
  DeadLetters(TopologyMetrics metrics, String stage) {
    this.metrics = metrics;
    this.stage = stage;
  }

  /** The dead letter of {@code record}, for a {@code reason} from a closed list. */
  Record<byte[], Routed> of(
      Record<byte[], byte @Nullable []> record, Optional<RecordMetadata> origin, String reason) {
    metrics.deadLetter(reason);
    ErrorHeaders headers =
        new ErrorHeaders()
            .published(record.timestamp())
            .because(stage, reason, "not an event: " + reason)
            .after(0)
            .replayedAs(record.headers());
    origin.ifPresent(from -> headers.from(from.topic(), from.partition(), from.offset()));
    byte[] value = record.value();
    Routed routed =
        new Routed(Route.DEAD_LETTER, value == null ? EMPTY : value, Tally.deadLetter());
    return Traces.carried(
        new Record<>(record.key(), routed, Math.max(0, record.timestamp()), headers.all()),
        Traces.of(record.headers()));
  }
}
