/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.app.Caches;
import io.ocrstream.app.ProcessorRole;
import io.ocrstream.cache.ResultCache;
import io.ocrstream.config.ProcessorConfig;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
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
 * A processor, wired as in {@link ProcessorRole}, but with wrappers around its Kafka clients and
 * its cache, through which all its side effects pass. It ends the process when it reaches a given
 * point for the first time.
 */
public final class KillPointProcessor {
  /** Exit code at the point. Any other code fails the test. */
  public static final int KILLED = KillPointWorker.KILLED;

  /** Number of events that wait for one reading. */
  public static final int WAITERS = 40;

  /** Much smaller, so that answering takes many slices with commits between. */
  public static final int ANSWERS_PER_SLICE = 4;

  /**
   * Milliseconds, the minimum that brokers allow. Until then nobody takes over from a dead process.
   */
  private static final int SESSION_TIMEOUT_MS = 6_000;

  /** Milliseconds. Until then nobody reads past an open transaction of a dead process. */
  private static final int TRANSACTION_TIMEOUT_MS = 6_000;

  private KillPointProcessor() {}

  /** The points at which it ends, in order. Anything sent is durable by then. */
  public enum Point {
    /** The event is polled. */
    EVENT_TAKEN,
    /** Redis has answered. */
    LOOKED_UP,
    /** The answer of a hit is sent but not committed. */
    HIT_SENT,
    /** The answer of a hit is committed. */
    HIT_COMMITTED,
    /** A miss is sent to its flight but not committed. */
    REQUEST_SENT,
    /** The miss is committed. */
    REQUEST_COMMITTED,
    /** The flight's row is in the store and its changelog. Its task is not sent. */
    FLIGHT_WRITTEN,
    /** The task is sent but not committed. */
    TASK_SENT,
    /** The task is committed. */
    TASK_COMMITTED,
    /** The completion is polled. */
    COMPLETION_TAKEN,
    /** In the middle of the second slice of answers. */
    SOME_ANSWERED,
    /** Some answers are committed, and others not sent. */
    SOME_COMMITTED,
    /** All answers are sent, but the last ones are not committed. */
    ALL_ANSWERED,
    /** All answers are committed. */
    ALL_COMMITTED
  }

  /** Arguments: the point, then any number of {@code --set key=value}. */
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
    ProcessorConfig own = settings.processor();
    Map<String, Object> client = KafkaClients.config(settings.kafka());
    KafkaNames names = KafkaClients.names(settings.kafka());
    ResultCache cache = Caches.open(settings, new SimpleMeterRegistry());
    ResultCache dying = point == Point.LOOKED_UP ? dyingWhenAsked(cache) : cache;
    LookupPrefetch prefetch = new LookupPrefetch(ProcessorRole.lookup(settings, dying), WAITERS);
    LostTaskDetectors watches =
        new LostTaskDetectors(
            client,
            names,
            own.applicationId(),
            own.lossCheckInterval(),
            own.lossGrace(),
            Clock.systemUTC());
    Hooks hooks = Hooks.of(prefetch, new TopologyMetrics(new SimpleMeterRegistry()), names);
    TopologyParts parts =
        new TopologyParts(
            hooks, ProcessorRole.rules(own), watches.watermarks(), ProcessorRole.reviews(settings));
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

  /** Ends the process after the first look-ups are answered. */
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

  /** Calls a method as if there were no proxy. */
  static @Nullable Object call(Method method, Object target, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
