/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.TextLayer;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.engine.onnx.OnnxCatalog;
import io.ocrstream.engine.onnx.OnnxEngine;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Recognises the documents in a table one by one and writes their texts: a command for measuring
 * the engine's accuracy and time.
 *
 * <p>Arguments: the folder of the table {@code MANIFEST.tsv} (kind, name and language in its second
 * to fourth columns); the folder for the texts; optionally a regular expression that selects kinds,
 * the use of text layers, {@code auto} (detect languages) or {@code listed} (use the table's), and
 * the engine's name.
 */
public final class FolderReader {
  private static final Duration PAGE_TIMEOUT = Duration.ofMinutes(2);

  private FolderReader() {}

  /** Runs the command. */
  public static void main(String[] args) throws IOException {
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    TestSettings settings = TestSettings.defaults();
    EngineName name =
        args.length > 5
            ? Json.Named.parse(EngineName.class, args[5]).orElseThrow()
            : EngineName.TESSERACT;
    List<String> times = new ArrayList<>();
    EngineCatalog catalog =
        name == EngineName.ONNX
            ? OnnxCatalog.of(settings).orElseThrow()
            : TesseractCatalog.of(settings);
    try (Engine engine = start(settings, catalog)) {
      for (String line : Files.readAllLines(from.resolve("MANIFEST.tsv"))) {
        String[] cells = line.split("\t", -1);
        Path file = from.resolve(cells[1]).resolve(cells[2]);
        if (!Files.exists(file) || (args.length > 2 && !cells[1].matches(args[2]))) {
          continue;
        }
        List<String> languages =
            args.length > 4 && args[4].equals("auto")
                ? OcrOptions.AUTO_LANGUAGES
                : languages(cells[3], catalog);
        OcrOptions options =
            OcrOptions.text(languages)
                .withEngine(name)
                .withTextLayer(
                    args.length > 3
                        ? Json.Named.parse(TextLayer.class, args[3]).orElseThrow()
                        : TextLayer.AUTO);
        EngineInfo info = catalog.info(options).orElseThrow();
        long start = System.nanoTime();
        String text = read(engine, file, info, cells[2]);
        double seconds = (System.nanoTime() - start) / 1e9;
        String stem = cells[1] + "/" + cells[2].replaceFirst("\\.[^.]*$", "");
        times.add("%s\t%.3f".formatted(stem, seconds));
        Files.createDirectories(to.resolve(cells[1]));
        Files.writeString(to.resolve(stem + ".txt"), text);
      }
    }
    Files.write(to.resolve("times.tsv"), times);
  }

  private static Engine start(TestSettings settings, EngineCatalog catalog) {
    return catalog instanceof OnnxCatalog onnx
        ? OnnxEngine.start(settings, onnx)
        : TesseractEngine.start(settings, (TesseractCatalog) catalog);
  }

  private static List<String> languages(String named, EngineCatalog catalog) {
    Set<String> installed = catalog.languages();
    List<String> known =
        List.of(named.split("[+,]", -1)).stream().filter(installed::contains).toList();
    return known.isEmpty() ? List.of("eng") : known;
  }

  private static String read(Engine engine, Path file, EngineInfo info, String name) {
    return engine
        .open(file, info)
        .fold(document -> readPages(document, name), problem -> report(name, problem));
  }

  private static String readPages(Engine.Document document, String name) {
    try (document) {
      StringBuilder text = new StringBuilder();
      for (int number = 1; number <= document.pageCount(); number++) {
        String own =
            document
                .read(number, PAGE_TIMEOUT, PageCachePort.NONE)
                .fold(
                    (Page page) -> report(name, page), (Problem problem) -> report(name, problem));
        text.append(own).append('\f');
      }
      return text.toString();
    }
  }

  private static String report(String name, Page page) {
    Treatment treatment = page.treatment();
    System.out.printf(
        "%s %d: %s %s%n",
        name,
        page.number(),
        page.source().jsonName(),
        treatment == null || treatment.languages() == null ? "" : treatment.languages());
    return page.text();
  }

  private static String report(String name, Problem problem) {
    System.out.println(name + ": " + problem.code() + " " + problem.message());
    return "";
  }
}
