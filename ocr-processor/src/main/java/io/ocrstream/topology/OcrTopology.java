/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import io.ocrstream.contracts.Topic;
import io.ocrstream.topology.flight.FlightInput;
import io.ocrstream.topology.flight.FlightProcessor;
import io.ocrstream.topology.records.Route;
import io.ocrstream.topology.records.RoutedRecord;
import io.ocrstream.topology.statistics.CountingProcessor;
import io.ocrstream.topology.statistics.StatisticsProcessor;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The edges of the stream. {@link TopologyParts} makes the processors at its nodes.
 *
 * <pre>
 *  ocr.documents ─► intake ─┬─► ocr.results, ocr.failures, ocr.dead-letters
 *                           ├─ by location ─► identify-flight ─► ocr.identify
 *                           └─ by content ──► recognise-flight ─► ocr.recognise
 *  ocr.identified ─► identify-flight ─┬─► ocr.results, ocr.failures, ocr.dead-letters
 *                                     └─ by content ─► recognise-flight
 *  ocr.recognised ─► recognise-flight ──► ocr.results, ocr.failures, ocr.dead-letters
 *  beside ocr.results, if configured ─► ocr.review
 *  beside each of the three ─► counting ─ by minute ─► statistics ─► ocr.stats
 * </pre>
 *
 * <p>Each processor is a sub-topology with its own sinks. Merging the output streams would tie
 * their partition counts together.
 */
public final class OcrTopology {
  /**
   * The only serde of the topology. Keys and values are bytes before they reach a topic or a store.
   */
  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  /**
   * Changelog settings for stores of counts, which change with each commit. Small segments let
   * brokers compact old values soon, so restoring a task reads little.
   */
  private static final Map<String, String> COUNTS_CHANGELOG =
      Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(4 << 20));

  private final StreamsBuilder builder;
  private final TopologyParts parts;
  private final int workPartitions;

  private OcrTopology(StreamsBuilder builder, TopologyParts parts, int workPartitions) {
    this.builder = builder;
    this.parts = parts;
    this.workPartitions = workPartitions;
  }

  /**
   * Builds the topology.
   *
   * @param config the properties that the topology will run with
   * @param workPartitions partitions of the task and completion topics
   */
  public static Topology build(TopologyParts parts, Properties config, int workPartitions) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(config)));
    new OcrTopology(builder, parts, workPartitions).connect();
    return builder.build(config);
  }

  private void connect() {
    KStream<byte[], RoutedRecord> intake =
        source(Topic.DOCUMENTS).process(parts::intake, Named.as("intake"));
    answer(intake, "intake");

    KStream<byte[], FlightInput> askedByLocation =
        repartitioned(intake, "intake", Route.BY_LOCATION, "requests-by-location");
    KStream<byte[], RoutedRecord> identify =
        flight(askedByLocation, Topic.IDENTIFIED, "identify", parts::identifyFlight);
    answer(identify, "identify");
    to(identify, "identify", Route.TASK, Topic.IDENTIFY);

    KStream<byte[], FlightInput> askedByContent =
        repartitioned(intake, "intake", Route.BY_CONTENT, "requests-by-content")
            .merge(
                repartitioned(identify, "identify", Route.BY_CONTENT, "identified-by-content"),
                Named.as("recognise-requests"));
    KStream<byte[], RoutedRecord> recognise =
        flight(askedByContent, Topic.RECOGNISED, "recognise", parts::recogniseFlight);
    answer(recognise, "recognise");
    to(recognise, "recognise", Route.TASK, Topic.RECOGNISE);

    statistics(
        counted(intake, "intake")
            .merge(counted(identify, "identify"), Named.as("statistics-early"))
            .merge(counted(recognise, "recognise"), Named.as("statistics-input")));
  }

  /**
   * Counts answers and repartitions the counts to one partition, so that one task sums each minute.
   */
  private KStream<byte[], byte[]> counted(KStream<byte[], RoutedRecord> from, String node) {
    String store = CountingProcessor.storeName(node);
    builder.addStateStore(counts(store));
    return from.process(() -> parts.counting(node), Named.as(node + "-counting"), store)
        .repartition(Repartitioned.with(BYTES, BYTES).withName(store).withNumberOfPartitions(1));
  }

  private void statistics(KStream<byte[], byte[]> counted) {
    String store = StatisticsProcessor.storeName();
    builder.addStateStore(counts(store));
    counted
        .process(parts::statistics, Named.as(StatisticsProcessor.NAME), store)
        .to(
            parts.names().of(Topic.STATS),
            Produced.with(BYTES, BYTES).withName("statistics-to-" + Topic.STATS.topicName()));
  }

  /**
   * Returns a store of counts. The store is cached, so that a sum which changes with each answer is
   * written once per commit.
   */
  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> counts(String store) {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(store), Serdes.Bytes(), BYTES)
        .withCachingEnabled()
        .withLoggingEnabled(COUNTS_CHANGELOG);
  }

  private KStream<byte[], byte[]> source(Topic topic) {
    return builder.stream(
        parts.names().of(topic), Consumed.with(BYTES, BYTES).withName(topic.topicName()));
  }

  private KStream<byte[], RoutedRecord> flight(
      KStream<byte[], FlightInput> requests,
      Topic completions,
      String name,
      ProcessorSupplier<byte[], FlightInput, byte[], RoutedRecord> processor) {
    String store = FlightProcessor.storeName(name);
    builder.addStateStore(
        Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(store), Serdes.Bytes(), BYTES));
    KStream<byte[], FlightInput> landings =
        source(completions)
            .mapValues(value -> new FlightInput(true, value), Named.as(name + "-completion"));
    return requests
        .merge(landings, Named.as(name + "-input"))
        .process(processor, Named.as(name + "-flight"), store);
  }

  private KStream<byte[], FlightInput> repartitioned(
      KStream<byte[], RoutedRecord> from, String node, Route route, String name) {
    return leaving(from, node, route)
        .repartition(
            Repartitioned.with(BYTES, BYTES).withName(name).withNumberOfPartitions(workPartitions))
        .mapValues(value -> new FlightInput(false, value), Named.as(name + "-request"));
  }

  private void answer(KStream<byte[], RoutedRecord> from, String node) {
    to(from, node, Route.RESULT, Topic.RESULTS);
    if (parts.copiesReviews()) {
      copyForReview(from, node);
    }
    to(from, node, Route.FAILURE, Topic.FAILURES);
    to(from, node, Route.DEAD_LETTER, Topic.DEAD_LETTERS);
  }

  private void copyForReview(KStream<byte[], RoutedRecord> from, String node) {
    String name = node + "-review";
    from.filter((key, routed) -> routed.isToReview(), Named.as(name))
        .mapValues(RoutedRecord::value, Named.as(name + "-value"))
        .to(
            parts.names().of(Topic.REVIEW),
            Produced.with(BYTES, BYTES).withName(node + "-to-" + Topic.REVIEW.topicName()));
  }

  private void to(KStream<byte[], RoutedRecord> from, String node, Route route, Topic topic) {
    leaving(from, node, route)
        .to(
            parts.names().of(topic),
            Produced.with(BYTES, BYTES).withName(node + "-to-" + topic.topicName()));
  }

  private static KStream<byte[], byte[]> leaving(
      KStream<byte[], RoutedRecord> from, String node, Route route) {
    String name = node + "-" + route.nodeName();
    return from.filter((key, routed) -> routed.route() == route, Named.as(name))
        .mapValues(RoutedRecord::value, Named.as(name + "-value"));
  }
}
