/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ErrorHeader;
import io.ocrstream.contracts.Topic;
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

  private static final long NOW = 1_000;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RefusedRecords refused = new RefusedRecords();
  private final DeadLetters deadLetters =
      new DeadLetters(new TopologyMetrics(meters), "intake", refused);

  @Test
  void shouldKeepTheBytesAndSayWhereTheyCameFrom() {
    byte[] key = {1};
    byte[] value = {2, 3};

    Record<byte[], RoutedRecord> letter = letter(record(key, value, 99));

    assertThat(letter.key()).isSameAs(key);
    assertThat(letter.value().route()).isEqualTo(Route.DEAD_LETTER);
    assertThat(letter.value().value()).isSameAs(value);
    assertThat(letter.timestamp()).as("its own, not the sender's").isEqualTo(NOW);
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
  void shouldHaveAKeyAndAnEmptyValueWhenThereIsNeither() {
    Record<byte[], RoutedRecord> letter = letter(record(null, null, 5));

    assertThat(letter.key()).asString(UTF_8).isEqualTo("ocr.documents-3@17");
    assertThat(letter.value().value()).isEmpty();
    assertThat(texts(letter.headers())).containsEntry("ocr.key-length", "-1");
  }

  @Test
  void shouldSayNothingOfTheOriginWhenItIsNotKnown() {
    Record<byte[], RoutedRecord> letter =
        deadLetters.of(record(null, null, 5), Optional.empty(), "EMPTY", NOW).orElseThrow();

    assertThat(letter.key()).asString(UTF_8).isEqualTo("unknown");
    assertThat(texts(letter.headers())).doesNotContainKey(ErrorHeader.STREAMS_OFFSET.headerName());
  }

  @Test
  void shouldKeepTheLargestThatFitsAndTheBeginningOfAByteMore() {
    byte[] key = new byte[DeadLetters.MAX_KEY_BYTES];
    byte[] value = new byte[DeadLetters.MAX_VALUE_BYTES];
    Record<byte[], RoutedRecord> whole = letter(record(key, value, 5));
    assertThat(whole.key()).isSameAs(key);
    assertThat(whole.value().value()).isSameAs(value);
    assertThat(texts(whole.headers()))
        .doesNotContainKeys("ocr.key-length", "ocr.value-length", "ocr.value-sha256");

    byte[] longerKey = new byte[DeadLetters.MAX_KEY_BYTES + 1];
    byte[] longerValue = new byte[DeadLetters.MAX_VALUE_BYTES + 1];
    longerKey[longerKey.length - 1] = 7;
    longerValue[longerValue.length - 1] = 7;
    Record<byte[], RoutedRecord> cut = letter(record(longerKey, longerValue, 5));
    assertThat(cut.key()).isEqualTo(key);
    assertThat(cut.value().value()).isEqualTo(value);
    assertThat(texts(cut.headers()))
        .containsEntry("ocr.key-length", Integer.toString(longerKey.length))
        .containsEntry("ocr.key-sha256", ContentHash.ofBytes(longerKey).hex())
        .containsEntry("ocr.value-length", Integer.toString(longerValue.length))
        .containsEntry("ocr.value-sha256", ContentHash.ofBytes(longerValue).hex());
  }

  @Test
  void shouldBeLeftOutWhenBrokersHaveRefusedIt() {
    refused.add(Topic.DEAD_LETTERS, "ocr.documents-3@17", "InvalidRecordException");

    assertThat(deadLetters.of(record(null, null, 5), Optional.of(ORIGIN), "EMPTY", NOW)).isEmpty();
    assertThat(deadLetters.of(record(null, null, 5), Optional.empty(), "EMPTY", NOW)).isPresent();
  }

  @Test
  void shouldNotCopyTheSendersHeaders() {
    Headers many = new RecordHeaders();
    many.add("mine", new byte[1000]);

    Record<byte[], RoutedRecord> letter = letter(new Record<>(new byte[0], new byte[0], 0, many));

    assertThat(texts(letter.headers())).doesNotContainKey("mine");
  }

  private Record<byte[], RoutedRecord> letter(Record<byte @Nullable [], byte @Nullable []> record) {
    return deadLetters.of(record, Optional.of(ORIGIN), "NOT_JSON", NOW).orElseThrow();
  }

  /** Builds a record as Streams forwards it: key and value may be null. */
  private static Record<byte @Nullable [], byte @Nullable []> record(
      byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    return new Record<>(key, value, timestamp);
  }

  private static Map<String, String> texts(Headers headers) {
    Map<String, String> texts = new TreeMap<>();
    headers.forEach(h -> texts.put(h.key(), new String(h.value(), UTF_8)));
    return texts;
  }
}
