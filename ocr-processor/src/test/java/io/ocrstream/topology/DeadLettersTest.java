/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.contracts.ErrorHeader;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private static final RecordMetadata ORIGIN =
      new RecordMetadata() {
        @Override
        public String topic() {
          return "ocr.documents";
        }

        @Override
        public int partition() {
          return 3;
        }

        @Override
        public long offset() {
          return 17;
        }
      };

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DeadLetters deadLetters = new DeadLetters(new TopologyMetrics(meters), "intake");

  @Test
  void shouldKeepTheBytesAndSayWhereTheyCameFrom() {
    byte[] key = {1};
    byte[] value = {2, 3};

    Record<byte[], Routed> letter =
        deadLetters.of(new Record<>(key, value, 99), Optional.of(ORIGIN), "NOT_JSON");

    assertThat(letter.key()).isSameAs(key);
    assertThat(letter.value().route()).isEqualTo(Route.DEAD_LETTER);
    assertThat(letter.value().value()).isSameAs(value);
    assertThat(letter.timestamp()).isEqualTo(99);
    assertThat(texts(letter.headers()))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("__streams.errors.topic", "ocr.documents"),
                Map.entry("__streams.errors.partition", "3"),
                Map.entry("__streams.errors.offset", "17"),
                Map.entry("__streams.errors.exception", "NOT_JSON"),
                Map.entry("__streams.errors.message", "not an event: NOT_JSON"),
                Map.entry("__connect.errors.topic", "ocr.documents"),
                Map.entry("__connect.errors.partition", "3"),
                Map.entry("__connect.errors.offset", "17"),
                Map.entry("__connect.errors.stage", "intake"),
                Map.entry("__connect.errors.exception.class.name", "NOT_JSON"),
                Map.entry("__connect.errors.exception.message", "not an event: NOT_JSON"),
                Map.entry("ocr.timestamp", "99"),
                Map.entry("ocr.reason", "NOT_JSON"),
                Map.entry("ocr.attempt", "0")));
    assertThat(meters.get("ocr.dead.letters").tag("reason", "NOT_JSON").counter().count())
        .isEqualTo(1);
  }

  @Test
  void shouldBeEmptyWhenThereIsNeitherKeyNorValue() {
    Record<byte[], Routed> letter =
        deadLetters.of(record(null, null, 5), Optional.empty(), "EMPTY");

    assertThat(letter.key()).isNull();
    assertThat(letter.value().value()).isEmpty();
    assertThat(texts(letter.headers())).doesNotContainKey(ErrorHeader.STREAMS_OFFSET.headerName());
  }

  /** Records of old producers have no timestamp: -1, with which none can be sent on. */
  @Test
  void shouldSayTheTimestampAsItWasWhenItIsNegative() {
    Record<byte[], Routed> letter =
        deadLetters.of(
            new Record<>(new byte[0], new byte[0], 0) {
              @Override
              public long timestamp() {
                return -1;
              }
            },
            Optional.of(ORIGIN),
            "NOT_JSON");

    assertThat(letter.timestamp()).isZero();
    assertThat(texts(letter.headers())).containsEntry(ErrorHeader.TIMESTAMP.headerName(), "-1");
  }

  @Test
  void shouldNotCopyTheSendersHeaders() {
    Headers many = new RecordHeaders();
    many.add("mine", new byte[1000]);

    Record<byte[], Routed> letter =
        deadLetters.of(
            new Record<>(new byte[0], new byte[0], 0, many), Optional.of(ORIGIN), "NOT_JSON");

    assertThat(texts(letter.headers())).doesNotContainKey("mine");
  }

  /** As Streams passes records on: either may be null. */
  private static Record<byte[], byte @Nullable []> record(
      byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    return new Record<>(key, value, timestamp);
  }

  private static Map<String, String> texts(Headers headers) {
    Map<String, String> texts = new TreeMap<>();
    headers.forEach(h -> texts.put(h.key(), new String(h.value(), UTF_8)));
    return texts;
  }
}
