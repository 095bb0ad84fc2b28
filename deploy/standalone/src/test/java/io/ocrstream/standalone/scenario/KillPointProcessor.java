/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.app.Caches;
import io.ocrstream.app.ProcessorRole;
import io.ocrstream.cache.ResultCache;
import io.ocrstream.config.Settings;
import io.ocrstream.config.SettingsLoader;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.kafka.ClusterCheck;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.topology.Hooks;
import io.ocrstream.topology.OcrTopology;
import io.ocrstream.topology.StreamsProperties;
import io.ocrstream.topology.TopologyParts;
import io.ocrstream.topology.intake.LookupPrefetch;
import io.ocrstream.topology.progress.LostTaskDetectors;
import io.ocrstream.topology.records.TopologyMetrics;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * A processor, as {@link ProcessorRole} wires it, but for wrappers around its Kafka clients and its
 * cache, through which all its side effects go: when it comes to one point for the first time, the
 * process ends there and then.
 */
public final class KillPointProcessor {
  /** Exit code at the point; everything else is a failed test. */
  public static final int KILLED = KillPointWorker.KILLED;

  /** Events that wait for one reading. */
  public static final int WAITERS = 40;

  /** Far fewer, so that answering them takes many turns, with commits between. */
  public static final int ANSWERS_PER_SLICE = 4;

  /** Ms, the least that brokers allow: until then nobody takes over from a dead one. */
  private static final int SESSION_TIMEOUT_MS = 6_000;

  /** Ms: until then nobody reads on behind what a dead one left open. */
  private static final int TRANSACTION_TIMEOUT_MS = 6_000;

  private KillPointProcessor() {}

  /** Where it dies, in the order in which it comes by; what is sent is durable by then. */
  public enum Point {
    /** The event is polled. */
    EVENT_TAKEN,
    /** Redis has answered. */
    LOOKED_UP,
    /** The answer of a hit is sent, and not committed. */
    HIT_SENT,
    /** It is committed. */
    HIT_COMMITTED,
    /** A miss is sent to its flight, and not committed. */
    REQUEST_SENT,
    /** It is committed. */
    REQUEST_COMMITTED,
    /** The flight's row is in the store and its changelog; its task is not sent. */
    FLIGHT_WRITTEN,
    /** The task is sent, and not committed. */
    TASK_SENT,
    /** It is committed. */
    TASK_COMMITTED,
    /** The completion is polled. */
    COMPLETION_TAKEN,
    /** In the middle of the second slice of answers. */
    SOME_ANSWERED,
    /** Some of the answers are committed, and others not sent. */
    SOME_COMMITTED,
    /** All answers are sent, the last of them not committed. */
    ALL_ANSWERED,
    /** All are committed. */
    ALL_COMMITTED
  }

  /** Arguments: the point, then {@code --set key=value} as often. */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> set = new HashMap<>();
    for (int i = 1; i < arguments.length; i += 2) {
      String[] pair = arguments[i + 1].split("=", 2);
      set.put(pair[0], pair[1]);
    }
    start(SettingsLoader.of(set), Point.valueOf(arguments[0]));
    Thread.currentThread().join();
  }

  private static void start(Settings settings, Point point) throws Exception {
    ClusterCheck.Facts facts = ClusterCheck.require(settings);
    Settings.Processor own = settings.processor();
    Map<String, Object> client = KafkaClients.config(settings.kafka());
    KafkaNames names = KafkaClients.names(settings.kafka());
    ResultCache cache = Caches.open(settings, new SimpleMeterRegistry());
    ResultCache dying = point == Point.LOOKED_UP ? dyingWhenAsked(cache) : cache;
    LookupPrefetch prefetch = new LookupPrefetch(ProcessorRole.desk(settings, dying), WAITERS);
    LostTaskDetectors watches =
        new LostTaskDetectors(
            client,
            names,
            own.applicationId(),
            own.lossCheckInterval(),
            own.lossGrace(),
            Clock.systemUTC());
    Hooks hooks = Hooks.of(prefetch, new TopologyMetrics(new SimpleMeterRegistry()), names);
    TopologyParts parts = new TopologyParts(hooks, ProcessorRole.rules(own), watches.horizons());
    Properties config =
        StreamsProperties.of(own, settings.topics().replicationFactor(), client, hooks);
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        SESSION_TIMEOUT_MS);
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        TRANSACTION_TIMEOUT_MS);
    new KafkaStreams(
            OcrTopology.build(parts, config, facts.workPartitions()),
            config,
            new DyingClients(point))
        .start();
  }

  static void die() {
    Runtime.getRuntime().halt(KILLED);
  }

  /** Dies of the first look-ups, when all of them are answered. */
  private static ResultCache dyingWhenAsked(ResultCache cache) {
    return (ResultCache)
        Proxy.newProxyInstance(
            ResultCache.class.getClassLoader(),
            new Class<?>[] {ResultCache.class},
            (proxy, method, arguments) -> {
              Object result = call(method, cache, arguments);
              if (method.getName().equals("recallAll")) {
                CompletableFuture<?>[] asked =
                    ((List<?>) Objects.requireNonNull(result)).toArray(new CompletableFuture<?>[0]);
                if (asked.length > 0) {
                  var unused = CompletableFuture.allOf(asked).thenRun(KillPointProcessor::die);
                }
              }
              return result;
            });
  }

  /** As if it were called without a proxy between. */
  static @Nullable Object call(Method method, Object target, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
