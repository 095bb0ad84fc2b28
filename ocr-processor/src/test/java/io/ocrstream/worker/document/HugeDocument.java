/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.ocrstream.cache.InMemoryCache;
import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.OutputStore;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Line;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.StoredObject;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import io.ocrstream.resilience.NoOutages;
import io.ocrstream.worker.LegacyAnswers;
import io.ocrstream.worker.RecogniseHandler;
import io.ocrstream.worker.RetryingContent;
import io.ocrstream.worker.ScriptedContent;
import io.ocrstream.worker.WorkerPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Processes one document of many pages with the recognise handler, with words, lines and files of
 * every kind, and prints the heap that it took: a command, for its own JVM with a small heap.
 *
 * <p>Arguments: a folder, the number of pages, and {@code scripted} for pages of {@link
 * #WORDS_PER_PAGE} words without recognition, or {@code tesseract} for a TIFF of short pages.
 */
public final class HugeDocument {
  static final int WORDS_PER_PAGE = 450;
  private static final int WORDS_PER_LINE = 10;
  private static final Duration DAY = Duration.ofDays(1);
  private static final long MAX_PAYLOAD_BYTES = 7 << 20;
  private static final int READERS = 2;
  private static final double MEBIBYTE = 1 << 20;

  private final Path folder;
  private final AtomicLong peak = new AtomicLong();

  private HugeDocument(Path folder) {
    this.folder = folder;
  }

  /** Runs the command. The last line printed is for people, the one before it for programs. */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.setProperty("java.awt.headless", "true");
    HugeDocument run = new HugeDocument(Path.of(args[0]));
    run.watch();
    int pages = Integer.parseInt(args[1]);
    long begun = System.nanoTime();
    Payload payload = args[2].equals("scripted") ? run.scripted(pages) : run.tesseract(pages);
    StoredObject stored = payload.stored();
    System.out.printf(
        "pages=%d stored=%d words=%d artifacts=%d%n",
        payload.pages().size(),
        stored == null ? 0 : stored.size(),
        payload.wordCount(),
        payload.artifacts().size());
    System.out.printf(
        "largest heap after a collection %.1f MiB of %.0f MiB, %.1f s%n",
        run.peak.get() / MEBIBYTE,
        Runtime.getRuntime().maxMemory() / MEBIBYTE,
        (System.nanoTime() - begun) / 1e9);
  }

  private Payload scripted(int pages) throws IOException, InterruptedException {
    ScriptedEngine engine = new ScriptedEngine();
    engine.pageCount = pages;
    engine.reading = number -> Outcome.of(page(number));
    engine.idle = () -> Optional.of(Outcome.of(engine.document()));
    return recognised(Files.write(folder.resolve("document"), new byte[] {1}), engine, engine);
  }

  private Payload tesseract(int pages) throws IOException, InterruptedException {
    Path file =
        WorkerPages.tiff(
            folder.resolve("document"),
            () -> IntStream.rangeClosed(1, pages).mapToObj(n -> "This is page " + n).iterator());
    EngineConfig settings =
        SettingsLoader.of(
                Map.of(
                    "ocr.engine.max-pages",
                    "10000",
                    "ocr.engine.install-dir",
                    folder.resolve("engine").toString()))
            .engine();
    TesseractCatalog catalog = TesseractCatalog.of(settings);
    try (TesseractEngine engine = TesseractEngine.start(settings, catalog)) {
      return recognised(file, engine, catalog);
    }
  }

  private Payload recognised(Path file, Engine engine, EngineCatalog catalog)
      throws InterruptedException {
    ContentHash hash = ContentHash.ofBytes(new byte[] {1});
    ScriptedContent content = new ScriptedContent();
    content.fetching = location -> Outcome.of(new Fetched(location, file, 1, hash));
    DocumentReader.Limits limits = new DocumentReader.Limits(DAY, DAY, 10_000, READERS);
    ExecutorService helpers = Executors.newCachedThreadPool();
    try {
      RecogniseHandler handler =
          new RecogniseHandler(
              new RetryingContent(content, ScriptedContent.ONCE, NoOutages.CONTENT),
              new InMemoryCache(),
              new DocumentReader(
                  catalog,
                  engine,
                  limits,
                  (info, tenant) -> PageCachePort.NONE,
                  helpers,
                  System::nanoTime),
              new ReadingProgress(),
              NoOutages.ENGINE,
              new ResultAssembly(new OutputFiles(0), new FileOutputs(folder), MAX_PAYLOAD_BYTES),
              Clock.systemUTC(),
              System::nanoTime,
              LegacyAnswers.OFF);
      OcrOptions options =
          OcrOptions.text(List.of("eng"))
              .withOutputs(
                  List.of(Output.WORDS, Output.LINES, Output.TSV, Output.HOCR, Output.ALTO));
      RecogniseTask task =
          new RecogniseTask(
              new ContentKey(hash, "0123456789abcdef"),
              new Location("file:///document", null),
              options,
              1,
              1,
              null);
      return payload(Json.readOwn(handler.handle(Json.write(task)), Recognised.class));
    } finally {
      helpers.shutdownNow();
    }
  }

  private static Payload payload(Recognised recognised) {
    return recognised.fold(
        read -> Json.readOwn(read.payload().utf8(), Payload.class),
        problem -> {
          throw new AssertionError(problem);
        });
  }

  private static Page page(int number) {
    List<Word> words = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < WORDS_PER_PAGE; i++) {
      String word = "word" + (number * 31 + i) % 997;
      words.add(Word.of(word, 100 + i % WORDS_PER_LINE * 200, 100 + i * 6, 150, 40, 0.93));
      text.append(word).append(' ');
      if (i % WORDS_PER_LINE == 0) {
        lines.add(
            new Line("a line of words", 100, 100 + i * 6, 2000, 40, 0.93, i, WORDS_PER_LINE, null));
      }
    }
    return new Page(
        number,
        2480,
        3508,
        0,
        Page.Status.READ,
        Page.TextSource.OCR,
        0.93,
        text.toString(),
        Treatment.NONE,
        words,
        lines,
        null,
        null);
  }

  /** Records the heap that remains after each garbage collection. */
  private void watch() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, handback) -> {
                long used =
                    GarbageCollectionNotificationInfo.from(
                            (CompositeData) notification.getUserData())
                        .getGcInfo()
                        .getMemoryUsageAfterGc()
                        .entrySet()
                        .stream()
                        .filter(pool -> !pool.getKey().matches(".*(Metaspace|Code|Class).*"))
                        .map(Map.Entry::getValue)
                        .mapToLong(MemoryUsage::getUsed)
                        .sum();
                peak.accumulateAndGet(used, Math::max);
              },
              null,
              null);
    }
  }

  /** A folder, so that stored outputs take no heap. */
  private record FileOutputs(Path folder) implements OutputStore {
    @Override
    public Outcome<StoredObject> put(Location document, String name, Path file, String mediaType) {
      try {
        Path target = folder.resolve(name);
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        ContentHash hash = ContentHash.ofBytes(new byte[] {2});
        return Outcome.of(new StoredObject(target.toUri().toString(), Files.size(file), hash));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {}
  }
}
