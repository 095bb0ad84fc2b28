/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.ResultCache;
import io.ocrstream.config.ReadingDefaults;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import io.ocrstream.engine.installed.InstalledEngines;
import io.ocrstream.intake.EventParser;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.topology.Hooks;
import io.ocrstream.topology.StreamsProperties;
import io.ocrstream.topology.intake.EventLookup;
import io.ocrstream.topology.intake.LookupPrefetch;
import io.ocrstream.topology.records.TopologyMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * Starts the reference streams of the hit path, with the settings of the real stream.
 *
 * <p><b>Threading:</b> one thread starts and closes them.
 */
final class ComparedTopologies {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final Settings settings;
  private final ResultCache cache;

  ComparedTopologies(Settings settings, ResultCache cache) {
    this.settings = settings;
    this.cache = cache;
  }

  /** Writes the prepared result of each record's document, without parsing and look-up. */
  AutoCloseable passThrough(String applicationId, String output, HitData data) {
    Map<String, byte[]> results = new HashMap<>();
    for (int i = 0; i < data.documents(); i++) {
      results.put(data.documentId(i), data.result(i));
    }
    return start(
        applicationId,
        output,
        () ->
            new AnsweringProcessor(
                record -> Objects.requireNonNull(results.get(new String(record.key(), UTF_8)))));
  }

  /** Looks up each record in Redis separately and waits for the answer. */
  AutoCloseable synchronousLookup(String applicationId, String output, String fingerprint) {
    return start(
        applicationId,
        output,
        () -> new AnsweringProcessor(new BlockingLookup(parser(), cache, fingerprint)));
  }

  private AutoCloseable start(
      String applicationId,
      String output,
      ProcessorSupplier<byte[], byte[], byte[], byte[]> processor) {
    Topology topology =
        new Topology()
            .addSource(
                "documents",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                Topic.DOCUMENTS.topicName())
            .addProcessor("answer", processor, "documents")
            .addSink(
                "results", output, new ByteArraySerializer(), new ByteArraySerializer(), "answer");
    KafkaStreams streams = new KafkaStreams(topology, properties(applicationId));
    streams.start();
    return () -> {
      var unused =
          streams.close(
              CloseOptions.timeout(CLOSE_TIMEOUT)
                  .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    };
  }

  private Properties properties(String applicationId) {
    EventLookup lookup =
        new EventLookup(
            parser(),
            cache,
            InstalledEngines.of(settings.engine()),
            ReadingDefaults.of(settings.engine()));
    Properties properties =
        StreamsProperties.of(
            settings.processor(),
            settings.topics().replicationFactor(),
            KafkaClients.config(settings.kafka()),
            Hooks.of(
                new LookupPrefetch(lookup, 1),
                new TopologyMetrics(new SimpleMeterRegistry()),
                KafkaNames.PLAIN));
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    // These streams prefetch nothing.
    properties.remove(StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG));
    return properties;
  }

  private EventParser parser() {
    return new EventParser(
        Math.toIntExact(settings.processor().maxEventBytes().bytes()),
        settings.processor().maxEventsPerRecord(),
        settings.processor().plainKeySources());
  }
}
