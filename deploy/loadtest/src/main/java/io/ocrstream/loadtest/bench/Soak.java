/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.child.IsolatedEngine;
import io.ocrstream.engine.installed.InstalledEngines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Reads the same documents repeatedly in child processes, and samples their memory.
 *
 * <p><b>Threading:</b> one thread runs it; each slot has its own thread.
 */
final class Soak {
  private final Settings settings;
  private final List<Path> files;
  private final int slots;
  private final Consumer<MemorySample> seen;
  private final List<MemorySample> samples = new ArrayList<>();
  private final AtomicInteger pages = new AtomicInteger();
  private final AtomicInteger unreadable = new AtomicInteger();
  private int nextSample;

  /** Creates a soak that passes each sample to {@code seen}. */
  Soak(Settings settings, List<Path> files, int slots, Consumer<MemorySample> seen) {
    this.settings = settings;
    this.files = List.copyOf(files);
    this.slots = slots;
    this.seen = seen;
  }

  /**
   * Holds the result.
   *
   * @param samples in order; the first one precedes all pages
   * @param unreadable number of pages and documents that could not be read
   * @param seconds duration in seconds
   */
  record Outcome(List<MemorySample> samples, int unreadable, double seconds) {}

  /** Reads at least {@code wanted} pages, with a sample after every {@code every} pages. */
  Outcome run(List<String> languages, int wanted, int every) throws Exception {
    InstalledEngines catalog = InstalledEngines.of(settings.engine());
    EngineInfo info =
        catalog
            .info(OcrOptions.text(languages))
            .orElseThrow(() -> new IllegalArgumentException("a language is not installed"));
    long begun = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(slots);
    try (Engine engine = IsolatedEngine.start(settings.engine(), catalog, slots)) {
      AtomicInteger turn = new AtomicInteger();
      List<Future<?>> reading = new ArrayList<>();
      for (int slot = 0; slot < slots; slot++) {
        reading.add(
            threads.submit(
                () -> {
                  while (pages.get() < wanted) {
                    sampleAfter(every);
                    read(engine, files.get(turn.getAndIncrement() % files.size()), info);
                  }
                }));
      }
      for (Future<?> slot : reading) {
        slot.get();
      }
      sampleAfter(1);
    } finally {
      threads.shutdownNow();
    }
    return new Outcome(samples, unreadable.get(), (System.nanoTime() - begun) / 1e9);
  }

  private synchronized void sampleAfter(int every) {
    int now = pages.get();
    if (now >= nextSample || every == 1) {
      MemorySample sample = MemorySample.now(now);
      samples.add(sample);
      seen.accept(sample);
      nextSample = now + every;
    }
  }

  private void read(Engine engine, Path file, EngineInfo info) {
    Optional<Engine.Document> opened = engine.open(file, info).value();
    if (opened.isEmpty()) {
      // Counts as a page, because a folder of unreadable files would never finish otherwise.
      pages.incrementAndGet();
      unreadable.incrementAndGet();
      return;
    }
    try (Engine.Document document = opened.get()) {
      for (int number = 1; number <= document.pageCount(); number++) {
        boolean read =
            document
                .read(number, settings.engine().pageTimeout(), PageCachePort.NONE)
                .fold(page -> true, problem -> false);
        pages.incrementAndGet();
        unreadable.addAndGet(read ? 0 : 1);
      }
    }
  }
}
