/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.InMemoryCache;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Topic;
import io.ocrstream.intake.EventParser;
import io.ocrstream.topology.intake.EventLookup;
import io.ocrstream.topology.intake.LookupPrefetch;
import io.ocrstream.topology.intake.LookupPrefetchInterceptor;
import io.ocrstream.topology.records.CloudEventInterceptor;
import io.ocrstream.topology.records.SchemaIdInterceptor;
import io.ocrstream.topology.records.TopologyMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the settings that are passed to Streams, by Kafka's own names. */
class StreamsPropertiesTest {
  private static final String LARGEST_REQUEST =
      Integer.toString(Topic.MAX_RECORD_BYTES + Topic.BATCH_OVERHEAD_BYTES);

  private final LookupPrefetch prefetch =
      new LookupPrefetch(
          new EventLookup(
              new EventParser(1024, 10, List.of()),
              new InMemoryCache(),
              new FixedCatalog(),
              OcrOptions.text(List.of("eng"))),
          1);

  @ParameterizedTest
  @CsvSource({
    "processing.guarantee, exactly_once_v2",
    "application.id, ocr-processor",
    "bootstrap.servers, here:9092",
    "num.stream.threads, 2",
    "commit.interval.ms, 25",
    "num.standby.replicas, 0",
    "replication.factor, 3",
    "poll.ms, 5",
    "max.task.idle.ms, -1",
    "ensure.explicit.internal.resource.naming, true",
    "statestore.cache.max.bytes, 4194304",
    "max.warmup.replicas, 64",
    "probing.rebalance.interval.ms, 60000",
    "default.timestamp.extractor, io.ocrstream.topology.records.RecordTimes",
    "production.exception.handler, io.ocrstream.topology.records.RefusalHandler",
    "rocksdb.config.setter, io.ocrstream.topology.BoundedRocksDb",
    "consumer.auto.offset.reset, earliest",
    "consumer.isolation.level, read_committed",
    "main.consumer.max.poll.records, 100",
    "main.consumer.session.timeout.ms, 6000",
    "main.consumer.heartbeat.interval.ms, 1000",
    "producer.transaction.timeout.ms, 6000",
    "main.consumer.interceptor.classes, io.ocrstream.topology.intake.LookupPrefetchInterceptor",
    "producer.linger.ms, 25",
    "producer.batch.size, 131072",
    "producer.compression.type, zstd",
  })
  void shouldHoldByDefault(String key, String value) {
    assertThat(properties(Map.of()).get(key)).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource({
    "ocr.processor.guarantee, at-least-once, processing.guarantee, at_least_once",
    "ocr.processor.guarantee, exactly-once, processing.guarantee, exactly_once_v2",
    "ocr.processor.guarantee, at-least-once, producer.linger.ms, 2",
    "ocr.processor.commit-interval, 1ms, producer.linger.ms, 1",
    "ocr.processor.commit-interval, 100ms, producer.linger.ms, 100",
    "ocr.processor.commit-interval, 101ms, producer.linger.ms, 100",
    "ocr.processor.application-id, other, application.id, other",
    "ocr.processor.threads, 7, num.stream.threads, 7",
    "ocr.processor.commit-interval, 2s, commit.interval.ms, 2000",
    "ocr.processor.session-timeout, 1s, main.consumer.session.timeout.ms, 1000",
    "ocr.processor.session-timeout, 1s, main.consumer.heartbeat.interval.ms, 333",
    "ocr.processor.session-timeout, 1s, producer.transaction.timeout.ms, 1000",
    "ocr.processor.session-timeout, 5m, main.consumer.heartbeat.interval.ms, 1000",
    "ocr.processor.session-timeout, 5m, producer.transaction.timeout.ms, 300000",
    "ocr.processor.commit-interval, 30s, producer.transaction.timeout.ms, 90000",
    "ocr.processor.standby-replicas, 1, num.standby.replicas, 1",
    "ocr.processor.state-dir, /state, state.dir, /state",
  })
  void shouldFollowTheSetting(String setting, String given, String key, String value) {
    assertThat(properties(Map.of(setting, given)).get(key)).hasToString(value);
  }

  @Test
  void shouldMakeRoomForTheLargestRecordInRequestsAndInternalTopics() {
    Properties properties = properties(Map.of());

    assertThat(properties.get("producer.max.request.size")).hasToString(LARGEST_REQUEST);
    assertThat(properties.get("topic.max.message.bytes")).hasToString(LARGEST_REQUEST);
  }

  @Test
  void shouldHandThePrefetchToTheMainConsumerOnly() {
    StreamsConfig config = config();

    assertThat(config.getMainConsumerConfigs("group", "client", 0))
        .containsEntry(LookupPrefetchInterceptor.PREFETCH, prefetch)
        .containsEntry("interceptor.classes", LookupPrefetchInterceptor.class.getName());
    assertThat(config.getRestoreConsumerConfigs("client"))
        .doesNotContainKeys(LookupPrefetchInterceptor.PREFETCH, "interceptor.classes");
  }

  /** The assignor makes a configuration of its own from these, which warns if it is missing. */
  @Test
  void shouldTellTheAssignorThatGlobalStoresHaveAnExceptionHandler() {
    assertThat(config().getMainConsumerConfigs("group", "client", 0))
        .containsEntry("processing.exception.handler.global.enabled", true);
  }

  @Test
  void shouldAddCloudEventsToAnswersOnlyWhenASourceIsGiven() {
    Properties given = properties(Map.of("ocr.processor.cloud-event-source", "/ocr/x"));

    assertThat(new StreamsConfig(given).getProducerConfigs("client"))
        .containsEntry("interceptor.classes", CloudEventInterceptor.class.getName())
        .containsEntry(CloudEventInterceptor.SOURCE, "/ocr/x")
        .containsEntry(CloudEventInterceptor.NAMES, KafkaNames.PLAIN);
    assertThat(config().getProducerConfigs("client")).doesNotContainKey("interceptor.classes");
  }

  /** The interceptor of CloudEvents reads JSON, so the header comes after it. */
  @Test
  void shouldAddSchemaIdsLast() {
    Properties given =
        StreamsProperties.of(
            SettingsLoader.of(Map.of("ocr.processor.cloud-event-source", "/ocr/x")).processor(),
            3,
            Map.of("bootstrap.servers", "here:9092"),
            hooks().withSchemaIds(Map.of("ocr.results", 7)));

    assertThat(new StreamsConfig(given).getProducerConfigs("client"))
        .containsEntry(
            "interceptor.classes",
            CloudEventInterceptor.class.getName() + "," + SchemaIdInterceptor.class.getName())
        .containsEntry(SchemaIdInterceptor.IDS, Map.of("ocr.results", 7));
  }

  /** Exactly-once depends on this: an answer is written once, and visible only when committed. */
  @Test
  void shouldLeaveTransactionsAndIsolationToKafka() {
    assertThat(config().getMainConsumerConfigs("group", "client", 0))
        .containsEntry("isolation.level", "read_committed");
    assertThat(config().getProducerConfigs("client")).containsEntry("enable.idempotence", true);
  }

  /** Streams rejects intervals that are longer than a transaction may last. */
  @ParameterizedTest
  @ValueSource(strings = {"1ms", "6s", "6001ms", "30s"})
  void shouldLetStreamsTakeEveryCommitInterval(String interval) {
    Properties properties = properties(Map.of("ocr.processor.commit-interval", interval));

    assertThatCode(() -> new StreamsConfig(properties)).doesNotThrowAnyException();
  }

  private StreamsConfig config() {
    return new StreamsConfig(properties(Map.of()));
  }

  private Properties properties(Map<String, String> settings) {
    return StreamsProperties.of(
        SettingsLoader.of(new HashMap<>(settings)).processor(),
        3,
        Map.of("bootstrap.servers", "here:9092"),
        hooks());
  }

  private Hooks hooks() {
    return Hooks.of(prefetch, new TopologyMetrics(new SimpleMeterRegistry()), KafkaNames.PLAIN);
  }
}
