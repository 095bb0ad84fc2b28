/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.cache.InMemoryCache;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Topic;
import io.ocrstream.intake.EventParser;
import io.ocrstream.topology.FixedCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Each event has a claimed hash, so a started look-up is one look-up in the cache. */
class LookupPrefetchTest {
  private static final int WINDOW = 3;

  private final InMemoryCache cache = new InMemoryCache();
  private final LookupPrefetch prefetch =
      new LookupPrefetch(
          new EventLookup(
              new EventParser(64 * 1024, 10, List.of()),
              cache,
              new FixedCatalog(),
              OcrOptions.text(List.of("eng"))),
          WINDOW);

  @Test
  void shouldBeginNoMoreThanTheWindowHoldsWhenManyArePolled() {
    poll(0, 0, WINDOW - 1);
    assertThat(cache.lookups()).isEqualTo(WINDOW - 1);
    poll(0, WINDOW - 1, WINDOW + 5);
    assertThat(cache.lookups()).isEqualTo(WINDOW);
  }

  @Test
  void shouldBeginTheNextTogetherWhenHalfTheWindowIsTaken() {
    poll(0, 0, WINDOW + 2);

    int half = WINDOW - WINDOW / 2;
    for (int offset = 0; offset < half; offset++) {
      assertThat(cache.lookups()).as("before %d", offset).isEqualTo(WINDOW);
      assertThat(eventAt(0, offset)).isEqualTo("0-" + offset);
    }
    assertThat(cache.lookups()).isEqualTo(WINDOW + 2);
    for (int offset = half; offset < WINDOW + 2; offset++) {
      assertThat(eventAt(0, offset)).isEqualTo("0-" + offset);
    }
    assertThat(cache.lookups()).as("each once").isEqualTo(WINDOW + 2);
  }

  /** A thousand copies at once cause a few look-ups, not a thousand. */
  @Test
  void shouldLookUpOnceWhenSeveralOfOneWindowAskForTheSame() {
    prefetch.polled(List.of(record(0, 0, "same"), record(0, 1, "other"), record(0, 2, "same")));

    assertThat(cache.lookups()).isEqualTo(2);
    for (int offset = 0; offset < WINDOW; offset++) {
      ParsedRecord parsed = requireNonNull(prefetch.take(0, offset));
      assertThat(parsed.lookups().get(0).<Boolean>fold(b -> b.found().isDone(), r -> false))
          .isTrue();
    }
  }

  @Test
  void shouldHaveAWindowForEachPartition() {
    poll(0, 0, WINDOW + 1);
    poll(1, 0, WINDOW + 1);

    assertThat(cache.lookups()).isEqualTo(2 * WINDOW);
    assertThat(eventAt(1, 0)).isEqualTo("1-0");
    assertThat(eventAt(0, 0)).isEqualTo("0-0");
  }

  @Test
  void shouldKnowNothingWhenItWasNotPolled() {
    assertThat(prefetch.take(7, 0)).isNull();
    poll(0, 5, 6);
    assertThat(prefetch.take(0, 4)).isNull();
    assertThat(eventAt(0, 5)).as("not lost by that").isEqualTo("0-5");
    assertThat(prefetch.take(0, 5)).as("taken once").isNull();
  }

  /** Streams may skip records: corrupt ones, or all up to an offset that someone reset. */
  @Test
  void shouldLeaveNothingBehindWhenOffsetsArePassedOver() {
    poll(0, 0, 3 * WINDOW);

    assertThat(eventAt(0, WINDOW - 1)).as("begun").isEqualTo("0-" + (WINDOW - 1));
    assertThat(prefetch.take(0, 2 * WINDOW)).as("passed over the window: not begun").isNull();
    assertThat(prefetch.take(0, 0)).isNull();
    poll(0, 3 * WINDOW, 6 * WINDOW);
    int begun = cache.lookups();
    assertThat(eventAt(0, 2 * WINDOW + 1)).isEqualTo("0-" + (2 * WINDOW + 1));
    assertThat(cache.lookups()).as("the window is still more than half full").isEqualTo(begun);
  }

  @Test
  void shouldStartAfreshWhenOffsetsArePolledAgain() {
    poll(0, 0, WINDOW + 2);
    int before = cache.lookups();

    poll(0, 1, 3);

    assertThat(cache.lookups()).isEqualTo(before + 2);
    assertThat(prefetch.take(0, 0)).as("of the last time").isNull();
    assertThat(eventAt(0, 1)).isEqualTo("0-1");
    assertThat(eventAt(0, 2)).isEqualTo("0-2");
    assertThat(prefetch.take(0, 3)).as("not polled again").isNull();
  }

  @Test
  void shouldForgetAPartitionWhenItGoesToAnotherOwner() {
    poll(0, 0, 2);
    poll(1, 0, 2);

    prefetch.forget(0);

    assertThat(prefetch.take(0, 0)).isNull();
    assertThat(eventAt(1, 0)).isEqualTo("1-0");
    poll(0, 0, 1);
    assertThat(eventAt(0, 0)).as("when it comes back").isEqualTo("0-0");
  }

  @Test
  void shouldBeginOnlyEventsWhenTheInterceptorSeesRepartitionedRecordsToo() {
    LookupPrefetchInterceptor interceptor = new LookupPrefetchInterceptor();
    interceptor.configure(Map.of(LookupPrefetchInterceptor.PREFETCH, prefetch));
    ConsumerRecords<byte[], byte[]> records =
        records(record(Topic.DOCUMENTS.topicName(), 0, 0), record("internal-repartition", 1, 0));

    assertThat(interceptor.onConsume(records)).isSameAs(records);

    assertThat(prefetch.take(1, 0)).isNull();
    assertThat(eventAt(0, 0)).isEqualTo("0-0");
    interceptor.close();
  }

  @Test
  void shouldPassRecordsOnWhenTheInterceptorHasNoPrefetch() {
    LookupPrefetchInterceptor interceptor = new LookupPrefetchInterceptor();
    interceptor.configure(Map.of());
    ConsumerRecords<byte[], byte[]> records =
        records(record(Topic.DOCUMENTS.topicName(), 0, 0), record("other", 0, 0));

    assertThat(interceptor.onConsume(records)).isSameAs(records);
    assertThat(cache.lookups()).isZero();
    interceptor.close();
  }

  private void poll(int partition, long from, long end) {
    for (long offset = from; offset < end; offset++) {
      prefetch.polled(List.of(record(Topic.DOCUMENTS.topicName(), partition, offset)));
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(String topic, int partition, long offset) {
    return record(topic, partition, offset, Long.toString(offset));
  }

  private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String content) {
    return record(Topic.DOCUMENTS.topicName(), partition, offset, content);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, int partition, long offset, String content) {
    String event =
        """
        {"event_id":"%d-%d","uri":"https://host/a.png","content_hash":"%s"}"""
            .formatted(partition, offset, ContentHash.ofBytes(content.getBytes(UTF_8)));
    return new ConsumerRecord<>(topic, partition, offset, new byte[0], event.getBytes(UTF_8));
  }

  private static ConsumerRecords<byte[], byte[]> records(
      ConsumerRecord<byte[], byte[]> one, ConsumerRecord<byte[], byte[]> other) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> all = new HashMap<>();
    all.put(new TopicPartition(one.topic(), one.partition()), List.of(one));
    all.put(new TopicPartition(other.topic(), other.partition()), List.of(other));
    return new ConsumerRecords<>(all, Map.of());
  }

  private String eventAt(int partition, long offset) {
    ParsedRecord parsed = requireNonNull(prefetch.take(partition, offset));
    return parsed
        .lookups()
        .get(0)
        .fold(
            begun -> begun.event().eventId(),
            refused -> {
              throw new AssertionError("refused");
            });
  }
}
