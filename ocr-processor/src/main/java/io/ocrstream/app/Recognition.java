/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.concurrent.DaemonThreads;
import io.ocrstream.config.CacheConfig;
import io.ocrstream.config.ReadingDefaults;
import io.ocrstream.config.Settings;
import io.ocrstream.config.WorkerConfig;
import io.ocrstream.content.schemes.OutputStores;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.child.IsolatedEngine;
import io.ocrstream.engine.installed.InstalledEngines;
import io.ocrstream.metrics.Meters;
import io.ocrstream.resilience.OutageGate;
import io.ocrstream.worker.LegacyAnswers;
import io.ocrstream.worker.RecogniseHandler;
import io.ocrstream.worker.RetryingContent;
import io.ocrstream.worker.document.CachedPages;
import io.ocrstream.worker.document.DocumentReader;
import io.ocrstream.worker.document.MeasuredEngine;
import io.ocrstream.worker.document.OutputFiles;
import io.ocrstream.worker.document.ReadingProgress;
import io.ocrstream.worker.document.ResultAssembly;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Creates what a worker reads documents with: the engine, the page reader threads and the output
 * stores.
 *
 * <p><b>Threading:</b> one thread calls {@link #start} and {@link #close}.
 */
public final class Recognition implements AutoCloseable {
  /**
   * Divisor of the payload limit for one inline text: all texts together still fit when each
   * character is escaped.
   */
  private static final int INLINE_PART = 8;

  private final Settings settings;
  private final EngineCatalog catalog;
  private final Engine engine;
  private final OutputStores outputs;
  private final ReadingProgress progress = new ReadingProgress();
  private final ExecutorService pageReaders =
      Executors.newCachedThreadPool(DaemonThreads.named("page-reader"));

  private Recognition(
      Settings settings, EngineCatalog catalog, Engine engine, OutputStores outputs) {
    this.settings = settings;
    this.catalog = catalog;
    this.engine = engine;
    this.outputs = outputs;
  }

  /**
   * Starts the engine.
   *
   * @throws IOException if the certificates of the outputs' store cannot be read
   */
  public static Recognition start(Settings settings, Meters meters) throws IOException {
    OutputStores outputs = OutputStores.open(settings.outputs(), settings.content());
    InstalledEngines catalog = InstalledEngines.of(settings.engine());
    return new Recognition(
        settings, catalog, new MeasuredEngine(engine(settings, catalog, meters), meters), outputs);
  }

  /**
   * Uses {@code engine}, which is closed with the result. Cache keys are those of the installed
   * engine that the settings name.
   *
   * @throws IOException if the certificates of the outputs' store cannot be read
   */
  public static Recognition of(Settings settings, Engine engine, Meters meters) throws IOException {
    OutputStores outputs = OutputStores.open(settings.outputs(), settings.content());
    InstalledEngines catalog = InstalledEngines.of(settings.engine());
    return new Recognition(settings, catalog, new MeasuredEngine(engine, meters), outputs);
  }

  private static Engine engine(Settings settings, InstalledEngines catalog, Meters meters) {
    return switch (settings.engine().isolation()) {
      case PROCESS ->
          IsolatedEngine.start(settings.engine(), catalog, slots(settings.worker()), meters);
      case IN_PROCESS -> catalog.start();
    };
  }

  /** Returns the number of documents that are read in parallel. */
  public static int slots(WorkerConfig settings) {
    return settings.recogniseSlots() == 0
        ? Runtime.getRuntime().availableProcessors()
        : settings.recogniseSlots();
  }

  /** Creates the handler of recognise tasks. */
  public RecogniseHandler handler(
      RetryingContent retryingContent, RedisCache cache, OutageGate engineOutages) {
    DocumentReader reader =
        new DocumentReader(
            catalog,
            engine,
            limits(),
            CachedPages.of(cache.pages()),
            pageReaders,
            System::nanoTime);
    return new RecogniseHandler(
        retryingContent,
        cache,
        reader,
        progress,
        engineOutages,
        results(),
        Clock.systemUTC(),
        System::nanoTime,
        legacy(cache));
  }

  private LegacyAnswers legacy(RedisCache cache) {
    CacheConfig.LegacyEntries mode = settings.cache().legacy();
    return mode == CacheConfig.LegacyEntries.OFF
        ? LegacyAnswers.OFF
        : new LegacyAnswers(
            cache.legacy(),
            mode == CacheConfig.LegacyEntries.READ_WRITE,
            ReadingDefaults.of(settings.engine()),
            settings.worker().maxPayload().bytes());
  }

  private DocumentReader.Limits limits() {
    int slots = slots(settings.worker());
    int readers = settings.worker().pageReaders();
    return new DocumentReader.Limits(
        settings.worker().documentTimeout(),
        settings.engine().pageTimeout(),
        settings.engine().maxPages(),
        readers == 0 ? slots : Math.min(readers, slots));
  }

  private ResultAssembly results() {
    long maxPayload = settings.worker().maxPayload().bytes();
    long maxInline = Math.min(settings.outputs().maxInline().bytes(), maxPayload / INLINE_PART);
    return new ResultAssembly(new OutputFiles(maxInline), outputs, maxPayload);
  }

  ReadingProgress progress() {
    return progress;
  }

  Engine engine() {
    return engine;
  }

  @Override
  public void close() {
    pageReaders.shutdownNow();
    outputs.close();
    engine.close();
  }
}
