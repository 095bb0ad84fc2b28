/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.statistics;

import static io.ocrstream.topology.TopologyBench.key;
import static io.ocrstream.topology.TopologyBench.payload;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Statistics;
import io.ocrstream.contracts.Statistics.EngineSeconds;
import io.ocrstream.contracts.Statistics.Figures;
import io.ocrstream.contracts.Statistics.Percentiles;
import io.ocrstream.contracts.Topic;
import io.ocrstream.statistics.Counts;
import io.ocrstream.statistics.Minutes;
import io.ocrstream.topology.TopologyBench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the records on {@code ocr.stats}. */
class StatisticsTest {
  private static final ContentKey KEY = key("page");
  private static final long START = TopologyBench.START.toEpochMilli();
  private static final long MINUTE = Minutes.of(START);

  private final TopologyBench bench;

  StatisticsTest(@TempDir Path folder) {
    bench = new TopologyBench(folder);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void shouldTellOfEveryOutcomeInItsMinuteAndInAll() {
    bench.publish(event("e1"));
    bench.publish(event("e2"));
    long sentAt = bench.take(Topic.RECOGNISE, RecogniseTask.class).get(0).sentAt();
    bench.driver.advanceWallClockTime(Duration.ofMillis(20));
    bench.complete(
        Topic.RECOGNISED, KEY.toString(), new Recognised.Read(sentAt, payload("x"), false, 1L, 2L));
    bench.cache.put(KEY, payload("x")).join();
    bench.publish(event("e3"));
    bench.publish(event("e4"));
    bench.publish("{\"event_id\":\"e5\"}");
    bench.publish("[]");

    Statistics told = last();

    Figures expected =
        new Figures(2, 1, 1, Map.of("INVALID_EVENT", 1L), 1, 0, new EngineSeconds(1, 3));
    assertThat(told.minute()).isEqualTo(MINUTE);
    assertThat(told.closed()).isFalse();
    assertThat(told.figures()).isEqualTo(expected);
    assertThat(told.totals()).isEqualTo(expected);
    assertThat(told.latency())
        .isEqualTo(
            new Statistics.Latency(
                new Percentiles(0, 20, 20),
                new Percentiles(0, 0, 0),
                new Percentiles(20, 20, 20),
                new Percentiles(20, 20, 20)));
    assertThat(told.since()).isBetween(START, told.updatedAt());
  }

  @Test
  void shouldGoOnCountingInTheNextMinuteAndCloseTheOneBefore() {
    bench.cache.put(KEY, payload("x")).join();
    bench.publish(event("e1"));
    bench.driver.advanceWallClockTime(Duration.ofMinutes(1));
    bench.publish(event("e2"));
    bench.publish(event("e3"));
    bench.driver.advanceWallClockTime(CountingProcessor.PERIOD);
    bench.driver.advanceWallClockTime(StatisticsProcessor.PERIOD);

    Map<Long, Statistics> minutes = byMinute();
    assertThat(minutes.keySet()).containsExactlyInAnyOrder(MINUTE, MINUTE + Minutes.LENGTH_MS);
    Statistics first = of(minutes, MINUTE);
    Statistics second = of(minutes, MINUTE + Minutes.LENGTH_MS);
    assertThat(first.closed()).isTrue();
    assertThat(first.figures().hits()).isEqualTo(1);
    assertThat(second.closed()).isFalse();
    assertThat(second.figures().hits()).isEqualTo(2);
    assertThat(second.totals().hits()).isEqualTo(3);
  }

  @Test
  void shouldTellOfAQuietMinuteAndOfOneThatIsClosedNoMore() {
    bench.driver.advanceWallClockTime(StatisticsProcessor.PERIOD);
    assertThat(last().figures())
        .isEqualTo(new Figures(0, 0, 0, Map.of(), 0, 0, new EngineSeconds(0, 0)));

    bench.driver.advanceWallClockTime(Duration.ofMinutes(2));
    assertThat(of(byMinute(), MINUTE).closed()).isTrue();
    bench.driver.advanceWallClockTime(Duration.ofMinutes(1));
    assertThat(byMinute()).doesNotContainKey(MINUTE);
  }

  @Test
  void shouldAddWhatComesLateToItsOwnMinute() {
    bench.cache.put(KEY, payload("x")).join();
    bench.publish(event("e1"));
    bench.driver.advanceWallClockTime(Duration.ofMinutes(5));
    bench.driver.advanceWallClockTime(StatisticsProcessor.PERIOD);
    assertThat(of(byMinute(), MINUTE).figures().hits()).isEqualTo(1);

    Counts late = new Counts();
    late.result(Source.CACHE, 4, 1_000);
    late.result(Source.CACHE, 4, 1_000);
    sendCounted(MINUTE, late);
    bench.driver.advanceWallClockTime(StatisticsProcessor.PERIOD);

    Statistics told = of(byMinute(), MINUTE);
    assertThat(told.closed()).isTrue();
    assertThat(told.figures().hits()).isEqualTo(3);
    assertThat(told.totals().hits()).isEqualTo(3);
    assertThat(told.totals().engineSeconds().saved()).isEqualTo(3);
  }

  @Test
  void shouldForgetMinutesThatTheTopicDoesNotKeepAndNoTotals() {
    bench.cache.put(KEY, payload("x")).join();
    bench.publish(event("e1"));
    assertThat(last().figures().hits()).isEqualTo(1);
    bench.driver.advanceWallClockTime(Topic.STATS.retention().plusMinutes(2));
    bench.driver.advanceWallClockTime(Duration.ofMinutes(1));
    byMinute();

    Counts late = new Counts();
    late.deadLetter();
    sendCounted(MINUTE, late);
    bench.driver.advanceWallClockTime(StatisticsProcessor.PERIOD);

    Statistics told = of(byMinute(), MINUTE);
    assertThat(told.figures().hits()).isZero();
    assertThat(told.totals().hits()).isEqualTo(1);
    assertThat(told.totals().deadLetters()).isEqualTo(1);
  }

  private void sendCounted(long minute, Counts counts) {
    bench
        .driver
        .createInputTopic(
            "ocr-processor-" + CountingProcessor.storeName("intake") + "-repartition",
            new ByteArraySerializer(),
            new ByteArraySerializer())
        .pipeInput(
            new TestRecord<>(
                CountingProcessor.key(minute).get(), counts.bytes(), TopologyBench.START));
  }

  /** Returns the last record after everything is counted. */
  private Statistics last() {
    bench.driver.advanceWallClockTime(CountingProcessor.PERIOD);
    bench.driver.advanceWallClockTime(StatisticsProcessor.PERIOD);
    List<Statistics> told = bench.take(Topic.STATS, Statistics.class);
    return told.get(told.size() - 1);
  }

  /** Returns the last record of each minute since the last call. */
  private Map<Long, Statistics> byMinute() {
    Map<Long, Statistics> minutes = new TreeMap<>();
    for (TestRecord<byte[], byte[]> record : bench.take(Topic.STATS)) {
      Statistics told = Json.readOwn(record.value(), Statistics.class);
      assertThat(new String(record.key(), US_ASCII)).isEqualTo(Statistics.key(told.minute()));
      minutes.put(told.minute(), told);
    }
    return minutes;
  }

  private static Statistics of(Map<Long, Statistics> minutes, long minute) {
    return Objects.requireNonNull(minutes.get(minute), () -> "nothing is told of " + minute);
  }

  private static String event(String id) {
    return """
        {"event_id":"%s","document_id":"d","uri":"https://host/a.png","content_hash":"%s"}"""
        .formatted(id, KEY.hash());
  }
}
