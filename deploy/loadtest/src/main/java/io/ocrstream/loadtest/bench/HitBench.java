/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.app.Caches;
import io.ocrstream.app.ProcessorRole;
import io.ocrstream.cache.ResultCache.Stored;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.ReadingDefaults;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Topic;
import io.ocrstream.engine.installed.InstalledEngines;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.loadtest.bench.AlternatingRounds.Measurement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures events per second of the hit path, next to a pass-through and a synchronous look-up.
 *
 * <p>All events are published before a stream starts. The measurement runs from the first visible
 * results, exclusively, to the last one, so it excludes the stream's start.
 *
 * <p><b>Threading:</b> one thread.
 */
final class HitBench implements AutoCloseable {
  static final String HIT_PATH = "hit path, prefetched";
  static final String PASS_THROUGH = "pass-through";
  static final String SYNCHRONOUS = "synchronous look-up";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration CONNECTING = Duration.ofSeconds(10);
  private static final long POLL_MS = 10;
  private static final int LINGER_MS = 5;

  private final Settings settings;
  private final BenchOptions options;
  private final RedisCache cache;
  private final HitTopics topics;
  private final HitData data;
  private final String fingerprint;

  HitBench(Settings settings, BenchOptions options) {
    OcrOptions ocr = ReadingDefaults.of(settings.engine());
    EngineInfo engine = InstalledEngines.of(settings.engine()).info(ocr).orElseThrow();
    this.settings = settings;
    this.options = options;
    this.data = new HitData(engine, options.documents);
    this.fingerprint = engine.fingerprint();
    this.topics = new HitTopics(settings);
    this.cache = Caches.open(settings, new SimpleMeterRegistry());
  }

  /**
   * Holds the figures.
   *
   * @param events events per second, by stream
   * @param latency latency of hits, in milliseconds
   * @param payloadBytes mean size of a payload
   */
  record Outcome(Map<String, Series> events, Series latency, int payloadBytes) {}

  Outcome run(AlternatingRounds alternation) throws Exception {
    List<StreamUnderTest> streams = streams();
    topics.create(streams.stream().skip(1).map(StreamUnderTest::output).toList());
    fillCache();
    publish();
    Map<String, Measurement> measurements = new LinkedHashMap<>();
    streams.forEach(stream -> measurements.put(stream.name(), () -> eventsPerSecond(stream)));
    Map<String, Series> events = alternation.run(measurements);
    HitLatency latency = new HitLatency(clients(), data, options.latencySeconds);
    AutoCloseable hitPath = streams.get(0).start().start();
    try {
      return new Outcome(events, latency.measure(), data.payloadBytes());
    } finally {
      hitPath.close();
    }
  }

  /** Returns the streams; the hit path is first, because its output topic exists. */
  private List<StreamUnderTest> streams() {
    ComparedTopologies compared = new ComparedTopologies(settings, cache);
    return List.of(
        new StreamUnderTest(
            HIT_PATH,
            settings.processor().applicationId(),
            Topic.RESULTS.topicName(),
            // Each round starts it anew, with new meters.
            () -> ProcessorRole.start(settings, new SimpleMeterRegistry(), cache)),
        new StreamUnderTest(
            PASS_THROUGH,
            "bench-pass-through",
            "bench.pass-through",
            () -> compared.passThrough("bench-pass-through", "bench.pass-through", data)),
        new StreamUnderTest(
            SYNCHRONOUS,
            "bench-synchronous",
            "bench.synchronous",
            () ->
                compared.synchronousLookup("bench-synchronous", "bench.synchronous", fingerprint)));
  }

  private void fillCache() throws InterruptedException {
    long deadline = System.nanoTime() + CONNECTING.toNanos();
    for (int i = 0; i < data.documents(); i++) {
      // The connection opens in the background.
      while (cache.put(data.key(i), data.payload(i)).join() != Stored.STORED) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("Redis does not store payloads");
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      }
    }
  }

  private void publish() throws Exception {
    try (EventSource source = new EventSource(clients(), LINGER_MS)) {
      for (int i = 0; i < options.events; i++) {
        int document = i % data.documents();
        source.publish(data.documentId(document), data.event("event-%05d".formatted(i), document));
      }
      source.await();
    }
  }

  private double eventsPerSecond(StreamUnderTest stream) throws Exception {
    topics.rewind(stream.applicationId());
    try (CommittedReader reader = new CommittedReader(clients(), stream.output())) {
      AutoCloseable running = stream.start().start();
      try {
        return reader.read(options.events, PATIENCE, record -> {}).perSecond(options.events);
      } finally {
        running.close();
      }
    }
  }

  private Map<String, Object> clients() {
    return KafkaClients.config(settings.kafka());
  }

  @Override
  public void close() {
    cache.close();
    topics.close();
  }
}
