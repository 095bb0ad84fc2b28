/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.RedisFixture;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import io.ocrstream.worker.WorkerPages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests with the real engine and a real Redis that pages in the cache are not read again. */
class PageCacheIT {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<String> NUMBERS =
      List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

  private static final RedisFixture REDIS = RedisFixture.running();
  private static final Settings SETTINGS =
      SettingsLoader.of(
          Map.of(
              "ocr.cache.uri", REDIS.uri(),
              "ocr.cache.lookup-deadline", "5s",
              "ocr.engine.install-dir", Path.of("target", "engine").toAbsolutePath().toString()));
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS.engine());
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS.engine(), CATALOG);
  private static final RedisCache CACHE =
      new RedisCache(SETTINGS.cache(), new SimpleMeterRegistry(), Clock.systemUTC(), new Random(1));

  private final ExecutorService helpers = Executors.newCachedThreadPool();
  private final AtomicInteger engineRuns = new AtomicInteger();
  @TempDir private Path folder = Path.of("");
  private TempFiles tempFiles = new TempFiles(folder);
  private LongSupplier nanoTime = System::nanoTime;

  @AfterAll
  static void closeAll() {
    CACHE.close();
    ENGINE.close();
    REDIS.close();
  }

  @BeforeEach
  void begin() {
    tempFiles = new TempFiles(folder.resolve("document"));
    REDIS.with(redis -> redis.flushall());
    CACHE.connect();
    await("connected").until(() -> CACHE.stats().isConnected());
  }

  @AfterEach
  void end() {
    tempFiles.close();
    helpers.shutdownNow();
  }

  @Test
  void shouldReadOnePageWhenADocumentSharesNineOfTenWithAnother()
      throws IOException, InterruptedException {
    Path known = document("known.tiff", NUMBERS);
    List<String> others = new ArrayList<>(NUMBERS.subList(0, 9));
    others.add(3, "hundred");
    Path other = document("other.tiff", others);
    List<Page> alone = read(other, 1, (info, tenant) -> PageCachePort.NONE).pages();

    assertThat(read(known, 2, cached()).pages()).hasSize(10);
    awaitPages(10);
    assertThat(engineRuns).hasValue(10);

    assertThat(read(other, 2, cached()).pages()).isEqualTo(alone);
    assertThat(engineRuns).hasValue(11);
    assertThat(alone.get(3).text()).contains("hundred");
  }

  @Test
  void shouldReadOnlyTheFailedPagesWhenAPartialDocumentIsReadAgain()
      throws IOException, InterruptedException {
    Path file = document("document.tiff", NUMBERS);
    List<Page> whole = read(file, 1, (info, tenant) -> PageCachePort.NONE).pages();
    // After the fourth page, the document's time is up.
    nanoTime = () -> engineRuns.get() < 4 ? 0 : HOUR.toNanos();

    List<Page> partial = read(file, 1, cached()).pages();
    assertThat(partial.subList(0, 4)).isEqualTo(whole.subList(0, 4));
    assertThat(partial.subList(4, 10))
        .extracting(Page::problem)
        .containsOnly(FailureCode.TIMED_OUT);
    awaitPages(4);

    nanoTime = System::nanoTime;
    assertThat(read(file, 1, cached()).pages()).isEqualTo(whole);
    assertThat(engineRuns).hasValue(10);
  }

  @Test
  void shouldReadAllItselfWhenRedisIsAway() throws IOException, InterruptedException {
    Path file = document("document.tiff", NUMBERS.subList(0, 3));
    List<Page> alone = read(file, 1, (info, tenant) -> PageCachePort.NONE).pages();
    REDIS.stop();
    try {
      assertThat(read(file, 1, cached()).pages()).isEqualTo(alone);
    } finally {
      REDIS.start();
    }
  }

  /** Invariant 7: the distribution over readers does not affect the result. */
  @Test
  void shouldReadTheSamePagesHoweverManyReaders() throws IOException, InterruptedException {
    Path file = document("document.tiff", NUMBERS);
    List<Page> alone = read(file, 1, (info, tenant) -> PageCachePort.NONE).pages();

    for (int readers = 2; readers <= 4; readers++) {
      assertThat(read(file, readers, (info, tenant) -> PageCachePort.NONE).pages())
          .isEqualTo(alone);
    }
  }

  private Path document(String name, List<String> numbers) throws IOException {
    return WorkerPages.tiff(
        folder.resolve(name),
        numbers.stream().map(number -> "This is page number " + number).toList());
  }

  private DocumentReading read(Path file, int readers, DocumentReader.Memories memories)
      throws InterruptedException {
    DocumentReader.Limits limits = new DocumentReader.Limits(HOUR, HOUR, 100, readers);
    DocumentReader reader =
        new DocumentReader(CATALOG, ENGINE, limits, memories, helpers, () -> nanoTime.getAsLong());
    OcrOptions options = OcrOptions.text(List.of("eng")).withOutputs(List.of(Output.WORDS));
    ReadingProgress.Entry progress =
        new ReadingProgress().begin(ContentHash.ofBytes(new byte[0]), file.toString(), 0);
    return reader
        .read(file, options, null, tempFiles, progress)
        .fold(
            done -> done,
            problem -> {
              throw new AssertionError(problem);
            });
  }

  /** Returns the cache, and counts the pages that the engine adds to it. */
  private DocumentReader.Memories cached() {
    DocumentReader.Memories memories = CachedPages.of(CACHE.pages());
    return (info, tenant) -> {
      PageCachePort memory = memories.of(info, tenant);
      return new PageCachePort() {
        @Override
        public Optional<Page> find(String digest) {
          return memory.find(digest);
        }

        @Override
        public void keep(String digest, Page page) {
          engineRuns.incrementAndGet();
          memory.keep(digest, page);
        }
      };
    };
  }

  /** Pages are stored asynchronously. */
  private static void awaitPages(int count) {
    await(count + " pages are kept")
        .until(() -> REDIS.with(redis -> redis.keys("ocr:page:*")).size() == count);
  }
}
