/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.InMemoryCache;
import io.ocrstream.config.Settings;
import io.ocrstream.config.SettingsLoader;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Topic;
import io.ocrstream.flight.FlightRules;
import io.ocrstream.intake.EventParser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The real topology on Kafka's own test driver, over a cache in memory. */
final class TopologyBench implements AutoCloseable {
  static final Instant START = Instant.ofEpochMilli(1_000_000);
  static final Duration GRACE = Duration.ofSeconds(15);
  static final int SLICE = 200;

  final InMemoryCache cache = new InMemoryCache();
  final Topology topology;
  final TopologyTestDriver driver;

  TopologyBench(Path folder) {
    this(folder, Tenancy.UNKNOWN);
  }

  TopologyBench(Path folder, Tenancy tenancy) {
    this(folder, tenancy, KafkaNames.PLAIN);
  }

  TopologyBench(Path folder, Tenancy tenancy, KafkaNames names) {
    Settings settings = SettingsLoader.of(Map.of("ocr.processor.state-dir", folder.toString()));
    EventDesk desk =
        new EventDesk(
            new EventParser(256 * 1024, 1000, List.of()),
            cache,
            new FixedCatalog(),
            OcrOptions.text(List.of("eng")),
            tenancy);
    Prefetch prefetch = new Prefetch(desk, 8);
    Hooks hooks = Hooks.of(prefetch, new TopologyMetrics(new SimpleMeterRegistry()), names);
    TopologyParts parts =
        new TopologyParts(
            hooks,
            new FlightRules(SLICE, GRACE, Duration.ofSeconds(30), 3),
            TopologyParts.Horizons.UNKNOWN);
    Properties config =
        StreamsProperties.of(
            settings.processor(), 1, Map.of("bootstrap.servers", "unused:9092"), hooks);
    topology = OcrTopology.build(parts, config, 4);
    driver = new TopologyTestDriver(topology, config, START);
  }

  static ContentKey key(String bytes) {
    String fingerprint =
        new FixedCatalog().info(OcrOptions.text(List.of("eng"))).orElseThrow().fingerprint();
    return new ContentKey(ContentHash.ofBytes(bytes.getBytes(UTF_8)), fingerprint);
  }

  /** A payload as no serialiser of ours would write it, so that any rewriting shows. */
  static RawJson payload(String text) {
    String json =
        """
        {"text":"%s", "confidence":0.90,"process_time":1E0,"word_count":1,"timestamp":7,\
        "status":"complete","engine":{},"pages":[] }""";
    return RawJson.of(json.formatted(text).getBytes(UTF_8));
  }

  void publish(String json) {
    publish(null, json.getBytes(UTF_8));
  }

  /** Of a trace. */
  void publish(String json, String traceparent) {
    TestRecord<byte[], byte[]> record = new TestRecord<>(null, json.getBytes(UTF_8), START);
    record.headers().add("traceparent", traceparent.getBytes(UTF_8));
    driver
        .createInputTopic(
            Topic.DOCUMENTS.topicName(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(record);
  }

  void publish(byte @Nullable [] key, byte[] value) {
    pipe(Topic.DOCUMENTS, key, value);
  }

  void complete(Topic topic, String key, Object completion) {
    pipe(topic, key.getBytes(UTF_8), Json.write(completion));
  }

  void pipe(Topic topic, byte @Nullable [] key, byte[] value) {
    driver
        .createInputTopic(topic.topicName(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, START));
  }

  List<TestRecord<byte[], byte[]>> take(Topic topic) {
    return driver
        .createOutputTopic(
            topic.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  <T> List<T> take(Topic topic, Class<T> type) {
    return take(topic).stream().map(r -> Json.readOwn(r.value(), type)).toList();
  }

  List<Result> results() {
    return take(Topic.RESULTS, Result.class);
  }

  List<Failure> failures() {
    return take(Topic.FAILURES, Failure.class);
  }

  @Override
  public void close() {
    driver.close();
  }
}
