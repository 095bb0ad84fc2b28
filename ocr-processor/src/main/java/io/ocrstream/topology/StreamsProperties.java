/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import io.ocrstream.topology.intake.LookupPrefetch;
import io.ocrstream.topology.intake.LookupPrefetchInterceptor;
import io.ocrstream.topology.records.RecordTimes;
import io.ocrstream.topology.records.RefusalHandler;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams: every one that matters is set here, none is left to chance. */
public final class StreamsProperties {
  /** Largest request: a full record and its batch. */
  private static final int MAX_REQUEST_BYTES = Topic.MAX_RECORD_BYTES + Topic.BATCH_OVERHEAD_BYTES;

  /**
   * Records of one poll. Streams polls anew only when all of them are done with: until then the
   * first miss among them waits for its flight, which is behind a topic of its own.
   */
  private static final int MAX_POLL_RECORDS = 100;

  /** Longest between two heartbeats, in ms. */
  private static final long HEARTBEAT_MS = 3_000;

  /** Heartbeats and commits that may fail before an instance counts as dead. */
  private static final int CHANCES = 3;

  /** Ms that a thread waits for records before it looks after its punctuators. */
  private static final int POLL_MS = 5;

  /**
   * Longest ms that a fetch waits at a broker. Partitions that a thread takes up while one waits
   * are not in it, so what stands there is seen only when it is over: with the default of 500, up
   * to half a second late after a start. Where records come, no fetch waits.
   */
  private static final int FETCH_WAIT_MS = 50;

  /** Ms that answers wait for company: the default of 100 is latency without gain here. */
  private static final int LINGER_MS = 2;

  /**
   * Most ms that they wait under exactly-once: nobody sees them before the commit, which sends what
   * waits. Until then, requests would only be more.
   */
  private static final int TRANSACTION_LINGER_MS = 100;

  /** Of records for one partition in a request; the default of 16 KiB is few answers. */
  private static final int BATCH_BYTES = 128 * 1024;

  /** Sums of a minute take a few kilobytes at most, in each task. */
  private static final long COUNTS_CACHE_BYTES = 4L << 20;

  /** Tasks that are made ready elsewhere at a time. */
  private static final int WARMUP_REPLICAS = 64;

  /** Ms after which it is looked whether they are ready: the least that Streams takes. */
  private static final long PROBING_MS = 60_000;

  /** Its constant is deprecated, since it is to become the default. */
  private static final String GLOBAL_HANDLER = "processing.exception.handler.global.enabled";

  private StreamsProperties() {}

  /**
   * The settings of this instance.
   *
   * @param client settings of every client: addresses, security
   * @param hooks reached by what Streams makes by itself
   */
  public static Properties of(
      Settings.Processor settings, int replicas, Map<String, Object> client, Hooks hooks) {
    Properties properties = new Properties();
    properties.putAll(client);
    stream(properties, settings, replicas);
    properties.put(
        StreamsConfig.APPLICATION_ID_CONFIG, hooks.names().application(settings.applicationId()));
    consumer(properties, hooks.names(), hooks.prefetch());
    producer(properties, settings);
    records(properties, hooks);
    patience(properties, settings);
    internalTopics(properties);
    return properties;
  }

  /** Any sender can write any record: none of them ends a thread. */
  private static void records(Properties properties, Hooks hooks) {
    properties.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTimes.class.getName());
    properties.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, RefusalHandler.class.getName());
    put(properties, RefusalHandler.REFUSED, hooks.refused());
    put(properties, RefusalHandler.NAMES, hooks.names());
    put(properties, RefusalHandler.METRICS, hooks.metrics());
  }

  private static void stream(Properties properties, Settings.Processor settings, int replicas) {
    properties.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        settings.guarantee() == Settings.Guarantee.EXACTLY_ONCE
            ? StreamsConfig.EXACTLY_ONCE_V2
            : StreamsConfig.AT_LEAST_ONCE);
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
    // There is no global store; without it, every start warns of the handler that those lack.
    properties.put(GLOBAL_HANDLER, true);
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicas);
    properties.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
    // Requests and completions may be taken up in any order, so no task waits for one of them.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class.getName());
    // Only for stores of counts. Flights have none in front of theirs: they read what they wrote
    // within the same record, so it would only copy.
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, COUNTS_CACHE_BYTES);
    // A new instance takes its share of tasks once it has their state: of all at once, not of two
    // every ten minutes.
    properties.put(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, WARMUP_REPLICAS);
    properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_MS);
  }

  private static void consumer(Properties properties, KafkaNames names, LookupPrefetch prefetch) {
    put(
        properties,
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
        "earliest");
    // Of at-least-once too: events of a transaction that is aborted were never sent.
    put(
        properties,
        StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
        "read_committed");
    put(
        properties,
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
        MAX_POLL_RECORDS);
    put(
        properties,
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        FETCH_WAIT_MS);
    put(
        properties,
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
        LookupPrefetchInterceptor.class.getName());
    put(properties, StreamsConfig.mainConsumerPrefix(LookupPrefetchInterceptor.PREFETCH), prefetch);
    put(
        properties,
        StreamsConfig.mainConsumerPrefix(LookupPrefetchInterceptor.TOPIC),
        names.of(Topic.DOCUMENTS));
  }

  private static void producer(Properties properties, Settings.Processor settings) {
    put(
        properties,
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
        linger(settings));
    put(properties, StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    put(properties, StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
    put(
        properties,
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        MAX_REQUEST_BYTES);
  }

  private static int linger(Settings.Processor settings) {
    return settings.guarantee() == Settings.Guarantee.EXACTLY_ONCE
        ? (int) Math.min(settings.commitInterval().toMillis(), TRANSACTION_LINGER_MS)
        : LINGER_MS;
  }

  /**
   * When an instance counts as dead. Its partitions wait until then, and answers behind what it
   * left uncommitted, too. Streams refuses to commit less often than a transaction may last.
   */
  private static void patience(Properties properties, Settings.Processor settings) {
    long session = settings.sessionTimeout().toMillis();
    put(
        properties,
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        Math.toIntExact(session));
    put(
        properties,
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        Math.toIntExact(Math.min(HEARTBEAT_MS, session / CHANCES)));
    put(
        properties,
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        Math.toIntExact(Math.max(session, CHANCES * settings.commitInterval().toMillis())));
  }

  private static void internalTopics(Properties properties) {
    put(
        properties,
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        Integer.toString(MAX_REQUEST_BYTES));
  }

  private static void put(Properties properties, String key, Object value) {
    properties.put(key, value);
  }
}
