/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.InMemoryCache;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
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
import io.ocrstream.topology.intake.EventLookup;
import io.ocrstream.topology.intake.LookupPrefetch;
import io.ocrstream.topology.intake.TenantPolicy;
import io.ocrstream.topology.records.ReviewPolicy;
import io.ocrstream.topology.records.TopologyMetrics;
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

/** Runs the real topology on Kafka's test driver, with a cache in memory. */
public final class TopologyBench implements AutoCloseable {
  public static final Instant START = Instant.ofEpochMilli(1_000_000);
  public static final Duration GRACE = Duration.ofSeconds(15);
  static final int SLICE = 200;
  static final double MIN_CONFIDENCE = 0.8;

  public final InMemoryCache cache = new InMemoryCache();
  final Topology topology;
  public final TopologyTestDriver driver;

  public TopologyBench(Path folder) {
    this(folder, TenantPolicy.UNKNOWN);
  }

  public TopologyBench(Path folder, TenantPolicy tenancy) {
    this(folder, tenancy, KafkaNames.PLAIN);
  }

  public TopologyBench(Path folder, TenantPolicy tenancy, KafkaNames names) {
    this(folder, tenancy, names, true);
  }

  TopologyBench(Path folder, TenantPolicy tenancy, KafkaNames names, boolean copiesReviews) {
    Settings settings = SettingsLoader.of(Map.of("ocr.processor.state-dir", folder.toString()));
    EventLookup lookup =
        new EventLookup(
            new EventParser(256 * 1024, 1000, List.of()),
            cache,
            new FixedCatalog(),
            OcrOptions.text(List.of("eng")),
            tenancy);
    LookupPrefetch prefetch = new LookupPrefetch(lookup, 8);
    Hooks hooks = Hooks.of(prefetch, new TopologyMetrics(new SimpleMeterRegistry()), names);
    TopologyParts parts =
        new TopologyParts(
            hooks,
            new FlightRules(SLICE, GRACE, Duration.ofSeconds(30), 3),
            TopologyParts.Horizons.UNKNOWN,
            new ReviewPolicy(MIN_CONFIDENCE, 0.15, 0.3, copiesReviews));
    Properties config =
        StreamsProperties.of(
            settings.processor(), 1, Map.of("bootstrap.servers", "unused:9092"), hooks);
    topology = OcrTopology.build(parts, config, 4);
    driver = new TopologyTestDriver(topology, config, START);
  }

  public static ContentKey key(String bytes) {
    String fingerprint =
        new FixedCatalog().info(OcrOptions.text(List.of("eng"))).orElseThrow().fingerprint();
    return new ContentKey(ContentHash.ofBytes(bytes.getBytes(UTF_8)), fingerprint);
  }

  /** Returns a payload that our serialiser would not write, so that any rewriting is visible. */
  public static RawJson payload(String text) {
    String json =
        """
        {"text":"%s", "confidence":0.90,"process_time":1E0,"word_count":1,"timestamp":7,\
        "status":"complete","engine":{},"pages":[] }""";
    return RawJson.of(json.formatted(text).getBytes(UTF_8));
  }

  public void publish(String json) {
    publish(null, json.getBytes(UTF_8));
  }

  /** Publishes an event with a trace context. */
  public void publish(String json, String traceparent) {
    TestRecord<byte[], byte[]> record = new TestRecord<>(null, json.getBytes(UTF_8), START);
    record.headers().add("traceparent", traceparent.getBytes(UTF_8));
    driver
        .createInputTopic(
            Topic.DOCUMENTS.topicName(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(record);
  }

  public void publish(byte @Nullable [] key, byte[] value) {
    pipe(Topic.DOCUMENTS, key, value);
  }

  public void complete(Topic topic, String key, Object completion) {
    pipe(topic, key.getBytes(UTF_8), Json.write(completion));
  }

  void pipe(Topic topic, byte @Nullable [] key, byte[] value) {
    driver
        .createInputTopic(topic.topicName(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, START));
  }

  public List<TestRecord<byte[], byte[]>> take(Topic topic) {
    return driver
        .createOutputTopic(
            topic.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  public <T> List<T> take(Topic topic, Class<T> type) {
    return take(topic).stream().map(r -> Json.readOwn(r.value(), type)).toList();
  }

  static Result result(TestRecord<byte[], byte[]> record) {
    return Json.readOwn(record.value(), Result.class);
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
