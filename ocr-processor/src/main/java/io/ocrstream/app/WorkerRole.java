/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.Settings;
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
import io.ocrstream.worker.task.CompletionPublisher;
import io.ocrstream.worker.task.TaskConsumers;
import io.ocrstream.worker.task.WorkerMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * A worker: slots of both kinds and what they need.
 *
 * <p><b>Threading:</b> {@link #start} and {@link #close} from one thread, the rest from any.
 */
public final class WorkerRole implements AutoCloseable {
  private final TaskConsumers identify;
  private final TaskConsumers recognise;
  private final Duration grace;
  private final Tools tools;
  private final Needs needs;

  /** What is closed after the slots. */
  private record Tools(CompletionPublisher publisher, Content content, Recognition recognition) {
    void close() {
      publisher.close();
      content.close();
      recognition.close();
    }
  }

  /** What tasks need that may be out. */
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
   * Starts; returns before the first task is polled.
   *
   * @param cache stays the caller's to close
   * @throws ClusterProblems if the cluster lacks anything
   * @throws IOException if the work folder cannot be made
   */
  public static WorkerRole start(Settings settings, MeterRegistry registry, RedisCache cache)
      throws InterruptedException, ExecutionException, IOException {
    KafkaNames names = KafkaClients.names(settings.kafka());
    ClusterCheck.Facts facts = ClusterCheck.require(settings, List.of(KafkaRole.WORKER));
    Meters meters = new Meters(registry);
    WorkerMetrics metrics = new WorkerMetrics(registry);
    Recognition recognition = Recognition.start(settings, meters);
    Content content =
        new MeasuredContent(
            ContentStores.open(settings.content(), settings.worker().workDir()), meters);
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
    RetryingContent fetcher = fetcher(settings.worker(), content, stores);
    TaskConsumers identify =
        TaskConsumers.start(
            ShareGroup.IDENTIFY,
            settings.worker().identifySlots(),
            new IdentifyHandler(fetcher, cache),
            shared);
    TaskConsumers recognise =
        TaskConsumers.start(
            ShareGroup.RECOGNISE,
            Recognition.slots(settings.worker()),
            recognition.handler(fetcher, cache, engine),
            shared);
    return new WorkerRole(
        identify, recognise, settings.worker().drainGrace(), tools, new Needs(stores, engine));
  }

  public static RetryingContent fetcher(
      Settings.Worker settings, Content content, OutageGate stores) {
    RetryPolicy policy =
        new RetryPolicy(
            settings.fetchAttempts(), settings.fetchBackoff(), settings.fetchMaxBackoff());
    return new RetryingContent(content, Attempts.of(policy), stores);
  }

  public static OutageGate outages(
      Breakers.Kind kind, Settings.Worker settings, MeterRegistry registry) {
    BreakerRules rules =
        new BreakerRules(
            settings.breakerWindow(), settings.breakerFailureRate(), settings.breakerOpen());
    Breakers breakers = new Breakers(kind, rules, registry, new SteadyClock());
    return new OutageGate(breakers, settings.outagePatience(), registry);
  }

  /** Object stores that are out. */
  public OutageGate storeOutages() {
    return needs.stores();
  }

  /** Whether the engine is out. */
  public OutageGate engineOutages() {
    return needs.engine();
  }

  /** What it reads documents with; not to be closed. */
  public Engine engine() {
    return tools.recognition().engine();
  }

  /** Whether every slot is alive. */
  public boolean isAlive() {
    return identify.isAlive() && recognise.isAlive();
  }

  /** Whether the brokers count every slot as a member of its share group. */
  public boolean isMember() {
    return identify.isMember() && recognise.isMember();
  }

  /** Drains: no new work, work in flight finished or handed back within the grace period. */
  @Override
  public void close() {
    identify.stop(grace);
    recognise.stop(grace);
    identify.join(grace);
    recognise.join(grace);
    tools.close();
  }
}
