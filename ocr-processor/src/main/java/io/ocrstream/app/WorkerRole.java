/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.cache.RedisCache;
import io.ocrstream.config.Settings;
import io.ocrstream.content.ContentStores;
import io.ocrstream.content.OutputStore;
import io.ocrstream.content.Stored;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.TesseractCatalog;
import io.ocrstream.engine.TesseractEngine;
import io.ocrstream.engine.child.IsolatedEngine;
import io.ocrstream.worker.Artifacts;
import io.ocrstream.worker.CachedPages;
import io.ocrstream.worker.CompletionPublisher;
import io.ocrstream.worker.DocumentReader;
import io.ocrstream.worker.Fetcher;
import io.ocrstream.worker.IdentifyHandler;
import io.ocrstream.worker.RecogniseHandler;
import io.ocrstream.worker.ResultAssembly;
import io.ocrstream.worker.SlotPool;
import io.ocrstream.worker.WorkerMetrics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

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
      Engine engine,
      ExecutorService pageReaders) {
    void close() {
      publisher.close();
      pageReaders.shutdownNow();
      content.close();
      engine.close();
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
   * @param cache stays the caller's to close
   * @throws ClusterProblems if the cluster lacks anything
   * @throws IOException if the work folder cannot be made
   */
  public static WorkerRole start(Settings settings, MeterRegistry registry, RedisCache cache)
      throws InterruptedException, ExecutionException, IOException {
    ClusterCheck.Facts facts = ClusterCheck.require(settings);
    TesseractCatalog catalog = TesseractCatalog.of(settings.engine());
    Engine engine = engine(settings, catalog);
    ContentStores content = ContentStores.open(settings.content(), settings.worker().workDir());
    Tools tools =
        new Tools(
            new CompletionPublisher(KafkaClients.config(settings.kafka())),
            content,
            engine,
            Executors.newCachedThreadPool(WorkerRole::pageReader));
    SlotPool.Shared shared =
        new SlotPool.Shared(
            KafkaClients.config(settings.kafka()),
            tools.publisher(),
            facts.deliveryLimit(),
            new WorkerMetrics(registry));
    Fetcher fetcher = fetcher(settings.worker(), content);
    SlotPool identify =
        SlotPool.start(
            ShareGroup.IDENTIFY,
            settings.worker().identifySlots(),
            new IdentifyHandler(fetcher, cache),
            shared);
    SlotPool recognise =
        SlotPool.start(
            ShareGroup.RECOGNISE,
            recogniseSlots(settings.worker()),
            recogniseHandler(settings, fetcher, cache, reader(settings, catalog, tools, cache)),
            shared);
    return new WorkerRole(identify, recognise, settings.worker().drainGrace(), tools);
  }

  private static Engine engine(Settings settings, TesseractCatalog catalog) {
    return switch (settings.engine().isolation()) {
      case PROCESS ->
          IsolatedEngine.start(settings.engine(), catalog, recogniseSlots(settings.worker()));
      case IN_PROCESS -> TesseractEngine.start(settings.engine(), catalog);
    };
  }

  private static Fetcher fetcher(Settings.Worker settings, ContentStores content) {
    return new Fetcher(content, settings.fetchAttempts(), settings.fetchBackoff());
  }

  private static DocumentReader reader(
      Settings settings, TesseractCatalog catalog, Tools tools, RedisCache cache) {
    int slots = recogniseSlots(settings.worker());
    int readers = settings.worker().pageReaders();
    DocumentReader.Limits limits =
        new DocumentReader.Limits(
            settings.worker().documentTimeout(),
            settings.engine().pageTimeout(),
            settings.engine().maxPages(),
            readers == 0 ? slots : Math.min(readers, slots));
    return new DocumentReader(
        catalog,
        tools.engine(),
        limits,
        CachedPages.of(cache.pages()),
        tools.pageReaders(),
        System::nanoTime);
  }

  private static Thread pageReader(Runnable work) {
    Thread thread = new Thread(work, "page-reader");
    thread.setDaemon(true);
    return thread;
  }

  private static RecogniseHandler recogniseHandler(
      Settings settings, Fetcher fetcher, RedisCache cache, DocumentReader reader) {
    ResultAssembly results =
        new ResultAssembly(
            new Artifacts(Map.of(), 64 << 10),
            outputs(),
            settings.worker().maxPayload().bytes());
    return new RecogniseHandler(
        fetcher, cache, reader, results, Clock.systemUTC(), System::nanoTime);
  }

  private static OutputStore outputs() {
    return new OutputStore() {
      @Override
      public Stored put(Location document, String name, Path file, String mediaType) {
        return new Stored.Refused(
            Problem.of(FailureCode.RESULT_TOO_LARGE, "Outputs cannot be stored yet."));
      }

      @Override
      public void close() {}
    };
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
