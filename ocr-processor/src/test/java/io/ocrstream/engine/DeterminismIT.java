/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that a page's result is identical, including all boxes, on a new Tesseract instance and on
 * one that has read other pages, in any order and in parallel, with every kind of preprocessing.
 */
class DeterminismIT {
  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final List<Path> FILES = new ArrayList<>();
  private static final List<Page> FRESH = new ArrayList<>();

  @TempDir static Path folder;

  @BeforeAll
  static void readEachAfresh() throws IOException {
    PlantedWords plain = PlantedWords.page();
    List<PlantedWords> pages =
        List.of(
            plain,
            plain.moved(180, 1),
            plain.moved(4, 0.6),
            plain.moved(0, 0.33),
            plain.moved(90, 0.6).lit(gray -> 40 + gray * 110 / 255),
            plain.moved(0, 0.6).noisy(0.3),
            plain.moved(0, 0.6).lit(gray -> 255 - gray));
    for (PlantedWords page : pages) {
      Path file = folder.resolve(FILES.size() + ".png");
      ImageIO.write(page.image(), "png", file.toFile());
      FILES.add(file);
      try (TesseractEngine engine = TesseractEngine.start(SETTINGS.withRecyclePages(1), CATALOG)) {
        FRESH.add(read(engine, file));
      }
    }
  }

  @Test
  void shouldReadEachPageAlikeWhenOrderThreadsAndHandlesDiffer()
      throws InterruptedException, ExecutionException {
    readShuffled(1, 1);
  }

  @Tag("faults")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9})
  void shouldReadEachPageAlikeWhenOrdersDifferMore(long seed)
      throws InterruptedException, ExecutionException {
    readShuffled(seed, 2);
  }

  private static void readShuffled(long seed, int times)
      throws InterruptedException, ExecutionException {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < FILES.size(); i++) {
      order.addAll(Collections.nCopies(times, i));
    }
    Collections.shuffle(order, new Random(seed));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (TesseractEngine engine = TesseractEngine.start(SETTINGS, CATALOG)) {
      List<Future<Page>> reused = new ArrayList<>();
      for (int i : order) {
        reused.add(threads.submit(() -> read(engine, FILES.get(i))));
      }
      for (int i = 0; i < order.size(); i++) {
        assertThat(reused.get(i).get()).isEqualTo(FRESH.get(order.get(i)));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Page read(Engine engine, Path file) {
    return FirstPage.of(engine, file, CATALOG.info(OcrOptions.text(List.of("eng"))).orElseThrow());
  }
}
