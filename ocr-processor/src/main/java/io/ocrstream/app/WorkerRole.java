/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.cache.RedisCache;
import io.ocrstream.config.Settings;
import io.ocrstream.content.ContentStores;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.engine.TesseractCatalog;
import io.ocrstream.engine.TesseractEngine;
import io.ocrstream.worker.CompletionPublisher;
import io.ocrstream.worker.DocumentReader;
import io.ocrstream.worker.Fetcher;
import io.ocrstream.worker.IdentifyHandler;
import io.ocrstream.worker.RecogniseHandler;
import io.ocrstream.worker.SlotPool;
import io.ocrstream.worker.WorkerMetrics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;

/**
 * A worker: slots of both kinds and what they need.
 *
 * <p><b>Threading:</b> {@link #start} and {@link #close} from one thread, the rest from any.
 */
public final class WorkerRole implements AutoCloseable {
  private final SlotPool identify;
  private final SlotPool recognise;
  private final Duration grace;
  private final Tools tools;

  /** What is closed after the slots. */
  private record Tools(
      CompletionPublisher publisher,
      ContentStores content,
      TesseractEngine engine,
      RedisCache cache) {
    void close() {
      publisher.close();
      content.close();
      engine.close();
      cache.close();
    }
  }

  private WorkerRole(SlotPool identify, SlotPool recognise, Duration grace, Tools tools) {
    this.identify = identify;
    this.recognise = recognise;
    this.grace = grace;
    this.tools = tools;
  }

  /**
   * Starts; returns before the first task is polled.
   *
   * @throws ClusterProblems if the cluster lacks anything
   * @throws IOException if the work folder cannot be made
   */
  public static WorkerRole start(Settings settings, MeterRegistry registry)
      throws InterruptedException, ExecutionException, IOException {
    ClusterCheck.Facts facts = ClusterCheck.require(settings);
    Settings.Worker own = settings.worker();
    TesseractCatalog catalog = TesseractCatalog.of(settings.engine());
    Tools tools =
        new Tools(
            new CompletionPublisher(KafkaClients.config(settings.kafka())),
            ContentStores.open(settings.content(), own.workDir()),
            TesseractEngine.start(settings.engine(), catalog),
            new RedisCache(settings.cache(), registry, Clock.systemUTC(), new Random()));
    tools.cache().connect();
    SlotPool.Shared shared =
        new SlotPool.Shared(
            KafkaClients.config(settings.kafka()),
            tools.publisher(),
            facts.deliveryLimit(),
            new WorkerMetrics(registry));
    Fetcher fetcher = new Fetcher(tools.content(), own.fetchAttempts(), own.fetchBackoff());
    return new WorkerRole(
        SlotPool.start(
            ShareGroup.IDENTIFY,
            own.identifySlots(),
            new IdentifyHandler(fetcher, tools.cache()),
            shared),
        SlotPool.start(
            ShareGroup.RECOGNISE,
            recogniseSlots(own),
            recogniseHandler(settings, fetcher, catalog, tools),
            shared),
        own.drainGrace(),
        tools);
  }

  private static RecogniseHandler recogniseHandler(
      Settings settings, Fetcher fetcher, TesseractCatalog catalog, Tools tools) {
    DocumentReader.Limits limits =
        new DocumentReader.Limits(
            settings.worker().documentTimeout(),
            settings.engine().pageTimeout(),
            settings.engine().maxPages());
    return new RecogniseHandler(
        fetcher,
        tools.cache(),
        new DocumentReader(catalog, tools.engine(), limits, System::nanoTime),
        settings.worker().maxPayload().bytes(),
        Clock.systemUTC(),
        System::nanoTime);
  }

  private static int recogniseSlots(Settings.Worker settings) {
    return settings.recogniseSlots() == 0
        ? Runtime.getRuntime().availableProcessors()
        : settings.recogniseSlots();
  }

  /** Whether every slot is alive. */
  public boolean isAlive() {
    return identify.isAlive() && recognise.isAlive();
  }

  /** The cache, for its statistics. */
  public RedisCache cache() {
    return tools.cache();
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
