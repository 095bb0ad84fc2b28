/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import io.ocrstream.config.ProcessorConfig;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import io.ocrstream.topology.intake.LookupPrefetch;
import io.ocrstream.topology.intake.LookupPrefetchInterceptor;
import io.ocrstream.topology.records.CloudEventInterceptor;
import io.ocrstream.topology.records.RecordTimes;
import io.ocrstream.topology.records.RefusalHandler;
import io.ocrstream.topology.records.SchemaIdInterceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Builds the Kafka Streams configuration. Every setting that matters is set here explicitly. */
public final class StreamsProperties {
  /** Maximum size of a request in bytes: a full record and its batch overhead. */
  private static final int MAX_REQUEST_BYTES = Topic.MAX_RECORD_BYTES + Topic.BATCH_OVERHEAD_BYTES;

  /**
   * Maximum records of one poll. Streams polls again only when all of them are processed. Until
   * then, the first miss among them waits for its flight, whose input is a separate topic.
   */
  private static final int MAX_POLL_RECORDS = 100;

  /**
   * Maximum interval between two heartbeats, in ms. Members also learn by a heartbeat that they
   * have to take over partitions.
   */
  private static final long HEARTBEAT_MS = 1_000;

  /**
   * Number of consecutive heartbeats or commits that may fail before an instance counts as dead.
   */
  private static final int CHANCES = 3;

  /**
   * How long a thread waits for records before it runs its punctuators, in ms; see {@link
   * IdleAwareClients} for a stream that is idle.
   */
  private static final int POLL_MS = 5;

  /**
   * Maximum time that a fetch waits at a broker, in ms. A fetch that is already waiting does not
   * cover newly assigned partitions, so their records are seen only after it returns. The default
   * of 500 ms would delay them by up to half a second after a start, and a short wait costs an idle
   * stream many requests. A fetch does not wait while records arrive.
   */
  private static final int FETCH_WAIT_MS = 200;

  /** Linger of the producer, in ms. The default of 100 would add latency without any gain here. */
  private static final int LINGER_MS = 2;

  /**
   * Maximum linger under exactly-once, in ms. Answers become visible only at the commit, which
   * flushes the producer. A shorter linger would only cause more requests.
   */
  private static final int TRANSACTION_LINGER_MS = 100;

  /** Maximum bytes of a batch for one partition. The default of 16 KiB holds only a few answers. */
  private static final int BATCH_BYTES = 128 * 1024;

  /**
   * Cache of the stores of counts, in bytes. The sums of a minute take at most a few kilobytes in
   * each task.
   */
  private static final long COUNTS_CACHE_BYTES = 4L << 20;

  /** Maximum number of warm-up replicas at a time. */
  private static final int WARMUP_REPLICAS = 64;

  /** Interval of the probing rebalance, in ms: the minimum that Streams accepts. */
  private static final long PROBING_MS = 60_000;

  /** Name of a setting whose constant is deprecated, because its value is to become the default. */
  private static final String GLOBAL_HANDLER = "processing.exception.handler.global.enabled";

  private StreamsProperties() {}

  /**
   * Returns the configuration of this instance.
   *
   * @param replicas replication factor of the internal topics
   * @param client settings of every Kafka client: addresses and security
   * @param hooks objects passed to the classes that Streams instantiates
   */
  public static Properties of(
      ProcessorConfig settings, int replicas, Map<String, Object> client, Hooks hooks) {
    Properties properties = new Properties();
    properties.putAll(client);
    stream(properties, settings, replicas);
    properties.put(
        StreamsConfig.APPLICATION_ID_CONFIG, hooks.names().application(settings.applicationId()));
    consumer(properties, hooks.names(), hooks.prefetch());
    producer(properties, settings);
    interceptors(properties, settings, hooks);
    records(properties, hooks);
    patience(properties, settings);
    internalTopics(properties);
    return properties;
  }

  /**
   * Sets the handlers for unusual records, so that none of them ends a stream thread. Any sender
   * can write any record.
   */
  private static void records(Properties properties, Hooks hooks) {
    properties.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTimes.class.getName());
    properties.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, RefusalHandler.class.getName());
    put(properties, RefusalHandler.REFUSED, hooks.refused());
    put(properties, RefusalHandler.NAMES, hooks.names());
    put(properties, RefusalHandler.METRICS, hooks.metrics());
  }

  private static void stream(Properties properties, ProcessorConfig settings, int replicas) {
    properties.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        settings.guarantee() == ProcessorConfig.Guarantee.EXACTLY_ONCE
            ? StreamsConfig.EXACTLY_ONCE_V2
            : StreamsConfig.AT_LEAST_ONCE);
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
    // The topology has no global store. Without this setting, Streams warns at each start that
    // global stores have no exception handler, and so does the assignor of each main consumer.
    properties.put(GLOBAL_HANDLER, true);
    properties.put(StreamsConfig.mainConsumerPrefix(GLOBAL_HANDLER), true);
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicas);
    properties.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
    // Requests and completions may be processed in any order, so no task waits for one of them.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class.getName());
    // Only stores of counts use the cache. The flights' stores have none, because they read what
    // they wrote within the same record and a cache would only copy it.
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, COUNTS_CACHE_BYTES);
    // A new instance takes over tasks once it has restored their state. It restores up to this many
    // at once. The default is two every ten minutes.
    properties.put(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, WARMUP_REPLICAS);
    properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_MS);
  }

  private static void consumer(Properties properties, KafkaNames names, LookupPrefetch prefetch) {
    put(
        properties,
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
        "earliest");
    // This holds under at-least-once too: events of an aborted transaction were never sent.
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

  private static void producer(Properties properties, ProcessorConfig settings) {
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

  /**
   * Sets the interceptors of answers. The one that adds schema ids is last, since others read JSON.
   */
  private static void interceptors(Properties properties, ProcessorConfig settings, Hooks hooks) {
    List<String> classes = new ArrayList<>();
    settings
        .cloudEventSource()
        .ifPresent(
            source -> {
              classes.add(CloudEventInterceptor.class.getName());
              producer(properties, CloudEventInterceptor.SOURCE, source);
              producer(properties, CloudEventInterceptor.NAMES, hooks.names());
            });
    if (!hooks.schemaIds().isEmpty()) {
      classes.add(SchemaIdInterceptor.class.getName());
      producer(properties, SchemaIdInterceptor.IDS, hooks.schemaIds());
    }
    if (!classes.isEmpty()) {
      producer(properties, ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, String.join(",", classes));
    }
  }

  private static void producer(Properties properties, String name, Object value) {
    put(properties, StreamsConfig.producerPrefix(name), value);
  }

  private static int linger(ProcessorConfig settings) {
    return settings.guarantee() == ProcessorConfig.Guarantee.EXACTLY_ONCE
        ? (int) Math.min(settings.commitInterval().toMillis(), TRANSACTION_LINGER_MS)
        : LINGER_MS;
  }

  /**
   * Sets how long an instance may be silent before it counts as dead. Until then, its partitions
   * are not processed, and answers behind its open transactions stay invisible. Streams rejects a
   * commit interval longer than the transaction timeout.
   */
  private static void patience(Properties properties, ProcessorConfig settings) {
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
