/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.CacheConfig;
import io.ocrstream.config.Settings;
import io.ocrstream.config.WorkerConfig;
import io.ocrstream.content.Attempts;
import io.ocrstream.content.Content;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.RetryPolicy;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.engine.Engine;
import io.ocrstream.kafka.ClusterCheck;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.kafka.KafkaRole;
import io.ocrstream.metrics.Meters;
import io.ocrstream.resilience.BreakerRules;
import io.ocrstream.resilience.Breakers;
import io.ocrstream.resilience.OutageGate;
import io.ocrstream.worker.IdentifyHandler;
import io.ocrstream.worker.MeasuredContent;
import io.ocrstream.worker.RetryingContent;
import io.ocrstream.worker.document.ReadingProgress;
import io.ocrstream.worker.task.CompletionPublisher;
import io.ocrstream.worker.task.TaskConsumers;
import io.ocrstream.worker.task.WorkerMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Runs a worker: the task consumers of both share groups with their clients and the engine.
 *
 * <p><b>Threading:</b> one thread calls {@link #start} and {@link #close}; any thread calls the
 * rest.
 */
public final class WorkerRole implements AutoCloseable {
  private final TaskConsumers identify;
  private final TaskConsumers recognise;
  private final Duration grace;
  private final Tools tools;
  private final Needs needs;

  /** Holds what is closed after the slots. */
  private record Tools(CompletionPublisher publisher, Content content, Recognition recognition) {
    void close() {
      publisher.close();
      content.close();
      recognition.close();
    }
  }

  /** Holds the gates of the dependencies that can have an outage. */
  private record Needs(OutageGate stores, OutageGate engine) {}

  private WorkerRole(
      TaskConsumers identify, TaskConsumers recognise, Duration grace, Tools tools, Needs needs) {
    this.identify = identify;
    this.recognise = recognise;
    this.grace = grace;
    this.tools = tools;
    this.needs = needs;
  }

  /**
   * Starts the worker; returns before the first task is polled.
   *
   * @param cache the cache; the caller closes it
   * @throws ClusterProblems if the cluster lacks a topic, setting or right
   * @throws IOException if the work folder cannot be created
   */
  public static WorkerRole start(Settings settings, MeterRegistry registry, RedisCache cache)
      throws InterruptedException, ExecutionException, IOException {
    ClusterCheck.Facts facts = ClusterCheck.require(settings, List.of(KafkaRole.WORKER));
    return start(
        settings, registry, cache, facts, Recognition.start(settings, new Meters(registry)));
  }

  /**
   * Starts the worker with an engine that is not one of the installed ones.
   *
   * @param recognition is closed with the worker
   * @see #start(Settings, MeterRegistry, RedisCache)
   */
  public static WorkerRole start(
      Settings settings, MeterRegistry registry, RedisCache cache, Recognition recognition)
      throws InterruptedException, ExecutionException, IOException {
    ClusterCheck.Facts facts = ClusterCheck.require(settings, List.of(KafkaRole.WORKER));
    return start(settings, registry, cache, facts, recognition);
  }

  private static WorkerRole start(
      Settings settings,
      MeterRegistry registry,
      RedisCache cache,
      ClusterCheck.Facts facts,
      Recognition recognition)
      throws IOException {
    KafkaNames names = KafkaClients.names(settings.kafka());
    Meters meters = new Meters(registry);
    WorkerMetrics metrics = new WorkerMetrics(registry);
    Content content =
        new MeasuredContent(
            ContentStores.open(
                settings.content(),
                settings.worker().workDir(),
                settings.cache().legacy() != CacheConfig.LegacyEntries.OFF),
            meters);
    Tools tools =
        new Tools(
            new CompletionPublisher(names, KafkaClients.config(settings.kafka())),
            content,
            recognition);
    TaskConsumers.Shared shared =
        new TaskConsumers.Shared(
            names,
            KafkaClients.config(settings.kafka()),
            tools.publisher(),
            facts.deliveryLimit(),
            metrics);
    OutageGate stores = outages(Breakers.Kind.CONTENT, settings.worker(), registry);
    OutageGate engine = outages(Breakers.Kind.ENGINE, settings.worker(), registry);
    RetryingContent retryingContent = retryingContent(settings.worker(), content, stores);
    TaskConsumers identify =
        TaskConsumers.start(
            ShareGroup.IDENTIFY,
            settings.worker().identifySlots(),
            new IdentifyHandler(retryingContent, cache),
            shared);
    TaskConsumers recognise =
        TaskConsumers.start(
            ShareGroup.RECOGNISE,
            Recognition.slots(settings.worker()),
            recognition.handler(retryingContent, cache, engine),
            shared);
    return new WorkerRole(
        identify, recognise, settings.worker().drainGrace(), tools, new Needs(stores, engine));
  }

  public static RetryingContent retryingContent(
      WorkerConfig settings, Content content, OutageGate stores) {
    RetryPolicy policy =
        new RetryPolicy(
            settings.fetchAttempts(), settings.fetchBackoff(), settings.fetchMaxBackoff());
    return new RetryingContent(content, Attempts.of(policy), stores);
  }

  public static OutageGate outages(
      Breakers.Kind kind, WorkerConfig settings, MeterRegistry registry) {
    BreakerRules rules =
        new BreakerRules(
            settings.breakerWindow(), settings.breakerFailureRate(), settings.breakerOpen());
    Breakers breakers = new Breakers(kind, rules, registry, SteadyClock.start());
    return new OutageGate(breakers, settings.outagePatience(), registry);
  }

  /** Returns the outage gate of the object stores. */
  public OutageGate storeOutages() {
    return needs.stores();
  }

  /** Returns the outage gate of the engine. */
  public OutageGate engineOutages() {
    return needs.engine();
  }

  /** Returns the engine; the caller must not close it. */
  public Engine engine() {
    return tools.recognition().engine();
  }

  /** Returns the documents that are being read. */
  public List<ReadingProgress.Reading> readings() {
    return tools.recognition().progress().readings();
  }

  /** Returns whether every slot's thread runs. */
  public boolean isAlive() {
    return identify.isAlive() && recognise.isAlive();
  }

  /** Returns whether the brokers count every slot as a member of its share group. */
  public boolean isMember() {
    return identify.isMember() && recognise.isMember();
  }

  /** Drains: takes no new tasks, and finishes or releases running work within the grace period. */
  @Override
  public void close() {
    identify.stop(grace);
    recognise.stop(grace);
    identify.join(grace);
    recognise.join(grace);
    tools.close();
  }
}
