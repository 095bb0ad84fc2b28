/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.PageLimit;
import io.ocrstream.engine.document.DocumentOpener;
import io.ocrstream.engine.document.StripReader;
import io.ocrstream.engine.image.Jpeg2000Spi;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.natives.NativeLibraries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleBiFunction;

/**
 * Runs Tesseract in this process.
 *
 * <p><b>Threading:</b> any; threads read pages in parallel. <b>Bounds:</b> the settings' pages,
 * pixels and edge; the caller limits the time. <b>Fails:</b> a crash of a native library ends this
 * process.
 */
public final class TesseractEngine implements Engine {
  private final TesseractCatalog catalog;
  private final DocumentOpener documents;
  private final PageLimit limit;
  private final InstallFolder folder;
  private final TesseractPool handles;
  private final LanguageChooser chooser;
  private final int processors = Runtime.getRuntime().availableProcessors();
  private final AtomicInteger open = new AtomicInteger();
  private final Map<String, Path> modelFolders = new ConcurrentHashMap<>();

  private TesseractEngine(EngineConfig settings, TesseractCatalog catalog, InstallFolder folder) {
    this.catalog = catalog;
    this.documents = new DocumentOpener(settings);
    this.limit = new PageLimit(settings.maxPages());
    this.folder = folder;
    // One handle for recognition and sometimes one for orientation, for each processor.
    this.handles = new TesseractPool(settings.recyclePages(), 2 * processors);
    this.chooser = new LanguageChooser(handles, catalog.languages(), System::nanoTime);
  }

  /**
   * Loads the native libraries. Models are loaded on first use.
   *
   * @throws EngineUnavailableException if that fails
   */
  public static TesseractEngine start(EngineConfig settings, TesseractCatalog catalog) {
    InstallFolder folder = new InstallFolder(settings.installDir());
    NativeLibraries.load(folder);
    Jpeg2000Spi.register();
    return new TesseractEngine(settings, catalog, folder);
  }

  @Override
  public Outcome<Document> open(Path file, EngineInfo info) {
    return open(file, info, SecondReading.NONE);
  }

  /** Opens a document, with a second engine to improve on each page's result. */
  public Outcome<Document> open(Path file, EngineInfo info, SecondReading second) {
    Optional<EngineInfo> ours = catalog.info(info.options());
    if (ours.isEmpty()) {
      return Outcome.failed(
          FailureCode.UNSUPPORTED_LANGUAGE,
          "The model of a requested language is not installed on this worker");
    }
    if (!ours.get().equals(info)) {
      return Outcome.failed(
          FailureCode.INTERNAL,
          "The requested engine or its models differ from those of this worker; upgrade all processes to the same version");
    }
    return documents.open(file).flatMap(source -> opened(source, info, second));
  }

  @Override
  public Optional<Outcome<Document>> openIfIdle(Path file, EngineInfo info) {
    return isIdle() ? Optional.of(open(file, info)) : Optional.empty();
  }

  /**
   * Returns a reader of single lines that another engine has detected.
   *
   * @param info as in {@link #open}
   * @param languages languages of the lines, among those of the description
   * @param deadline in terms of {@link System#nanoTime}
   * @param likelihood maps engine and confidence to the probability that a word is right
   */
  public StripReader strips(
      EngineInfo info,
      List<String> languages,
      long deadline,
      ToDoubleBiFunction<EngineName, Double> likelihood) {
    TesseractHandle.Models models =
        new TesseractHandle.Models(models(info).folder(), String.join("+", languages));
    return new TesseractStrips(handles, models, deadline, System::nanoTime, likelihood);
  }

  /** Returns whether another document can be open without slowing down the others. */
  public boolean isIdle() {
    return open.get() < processors;
  }

  private Outcome<Document> opened(PageSource source, EngineInfo info, SecondReading second) {
    Optional<Problem> problem =
        source
            .refusal(info.options().textLayer())
            .or(() -> limit.problem(info.options().pages(), source.pageCount()));
    if (problem.isPresent()) {
      source.close();
      return Outcome.failed(problem.get());
    }
    PageReader reader = new PageReader(handles::read, System::nanoTime);
    open.incrementAndGet();
    return Outcome.of(
        new TesseractDocument(
            source, reader, chooser, models(info), info.options(), second, open::decrementAndGet));
  }

  private TesseractHandle.Models models(EngineInfo info) {
    OcrOptions options = info.options();
    String languages = String.join("+", options.languages());
    return new TesseractHandle.Models(
        // The same bytes may be the model of two languages, with a file for each.
        modelFolders.computeIfAbsent(
            languages + " " + info.modelDigest(),
            models -> {
              try {
                return catalog.unpackModels(folder, options).get(0);
              } catch (IOException e) {
                throw new UncheckedIOException(
                    "The engine's models cannot be unpacked; check ocr.engine.install-dir", e);
              }
            }),
        languages);
  }

  @Override
  public void close() {
    chooser.close();
    handles.close();
  }
}
