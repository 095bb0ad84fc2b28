/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.document.PageImages;
import io.ocrstream.engine.document.StripReader;
import io.ocrstream.engine.onnx.OnnxCatalog;
import io.ocrstream.engine.onnx.OnnxEngine;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads each document of a folder with each engine and keeps the results in another folder, so that
 * a fit takes seconds.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Readings {
  private static final Duration PAGE_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration ALL_PAGES = Duration.ofHours(1);

  private final Path documents;
  private final Path work;

  Readings(Path documents, Path work) {
    this.documents = documents;
    this.work = work;
  }

  /**
   * One engine's reading of a page.
   *
   * @param page with its words
   * @param seconds processor time of this thread
   */
  record Timed(Page page, double seconds) {}

  /** One engine's readings of all pages of a document. */
  record Pages(List<Timed> pages) {}

  /** A document whose text is known. */
  record Named(String kind, String stem, Path file, List<String> languages, String truth) {}

  /** Returns the documents with their readings. */
  List<ReadDocument> documents() throws IOException {
    Set<String> spelled = OnnxCatalog.of(TestSettings.defaults()).orElseThrow().languages();
    List<ReadDocument> read = new ArrayList<>();
    for (Named named : named()) {
      Map<EngineName, List<Timed>> pages = new EnumMap<>(EngineName.class);
      boolean isSpelled = spelled.containsAll(named.languages());
      for (EngineName engine : EngineName.values()) {
        if (engine == EngineName.AUTO && isSpelled) {
          continue;
        }
        byte[] bytes = Files.readAllBytes(kept(named, engine));
        pages.put(engine, Json.readOwn(bytes, Pages.class).pages());
      }
      read.add(new ReadDocument(named, isSpelled, pages));
    }
    return read;
  }

  /** Returns the documents of the folder's table that have a known text. */
  private List<Named> named() throws IOException {
    List<Named> found = new ArrayList<>();
    for (String line : Files.readAllLines(documents.resolve("MANIFEST.tsv"))) {
      String[] cells = line.split("\t", -1);
      String stem = cells[2].replaceFirst("\\.[^.]*$", "");
      Path folder = documents.resolve(cells[1]);
      Path truth = folder.resolve(stem + ".gt.txt");
      if (Files.exists(truth)) {
        List<String> languages = List.of(cells[3].split("[+,]", -1));
        found.add(
            new Named(
                cells[1], stem, folder.resolve(cells[2]), languages, Files.readString(truth)));
      }
    }
    return found;
  }

  /** Reads documents that are not yet in the work folder. */
  void collect() throws IOException {
    TestSettings settings = TestSettings.defaults();
    TesseractCatalog tesseract = TesseractCatalog.of(settings);
    OnnxCatalog onnx = OnnxCatalog.of(settings).orElseThrow();
    try (TesseractEngine first = TesseractEngine.start(settings, tesseract);
        OnnxEngine second = OnnxEngine.start(settings, onnx)) {
      for (Named document : named()) {
        collect(document, EngineName.TESSERACT, first, tesseract);
        collect(document, EngineName.ONNX, second, onnx);
        if (!onnx.languages().containsAll(document.languages())) {
          collectLines(document, first, tesseract, second);
        }
      }
    }
  }

  private void collect(Named document, EngineName name, Engine engine, EngineCatalog catalog)
      throws IOException {
    Path kept = kept(document, name);
    if (Files.exists(kept)) {
      return;
    }
    Set<String> installed = catalog.languages();
    List<String> known = document.languages().stream().filter(installed::contains).toList();
    OcrOptions options =
        OcrOptions.text(known.isEmpty() ? List.of("eng") : known)
            .withEngine(name)
            .withTextLayer(TextLayer.NEVER);
    Pages pages =
        engine
            .open(document.file(), catalog.info(options).orElseThrow())
            .fold(Readings::read, refused -> new Pages(List.of()));
    Files.createDirectories(kept.getParent());
    Files.write(kept, Json.write(pages));
    System.out.println(kept);
  }

  /** The confidences of words come from the bundled model, not from that of a fold. */
  private void collectLines(
      Named document, TesseractEngine first, TesseractCatalog catalog, OnnxEngine second)
      throws IOException {
    Path kept = kept(document, EngineName.AUTO);
    if (Files.exists(kept)) {
      return;
    }
    TestSettings settings = TestSettings.defaults();
    OcrOptions options =
        OcrOptions.text(
                document.languages().stream()
                    .filter(language -> catalog.languages().contains(language))
                    .toList())
            .withTextLayer(TextLayer.NEVER);
    StripReader strips =
        first.strips(
            catalog.info(options).orElseThrow(),
            options.languages(),
            System.nanoTime() + ALL_PAGES.toNanos(),
            ReadingModel.BUNDLED::likelihood);
    Pages pages =
        PageImages.start(settings, second.imagePixels())
            .open(document.file(), options, second.lineReader(strips))
            .fold(Readings::read, refused -> new Pages(List.of()));
    Files.write(kept, Json.write(pages));
    System.out.println(kept);
  }

  private static Pages read(Engine.Document document) {
    try (document) {
      List<Timed> pages = new ArrayList<>();
      for (int number = 1; number <= document.pageCount(); number++) {
        int at = number;
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Page page =
            document
                .read(number, PAGE_TIMEOUT, PageCachePort.NONE)
                .fold(read -> read, problem -> Page.failed(at, problem.code()));
        long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        pages.add(new Timed(page, spent / 1e9));
      }
      return new Pages(pages);
    }
  }

  private Path kept(Named document, EngineName name) {
    return work.resolve(document.kind()).resolve(document.stem() + "." + name.jsonName() + ".json");
  }
}
