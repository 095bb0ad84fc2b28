/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.TextLayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tesseract in this process.
 *
 * <p><b>Threading:</b> any; pages are read at once by as many threads as ask. <b>Bounds:</b> the
 * settings' pages, pixels, edge and, through the caller, time. <b>Fails:</b> a defect of a native
 * library ends this process.
 */
public final class TesseractEngine implements Engine {
  private final TesseractCatalog catalog;
  private final Documents documents;
  private final PageLimit limit;
  private final InstallFolder folder;
  private final HandlePool handles;
  private final LanguageChooser chooser;
  private final int processors = Runtime.getRuntime().availableProcessors();
  private final AtomicInteger open = new AtomicInteger();
  private final Map<String, Path> modelFolders = new ConcurrentHashMap<>();

  private TesseractEngine(
      Settings.Engine settings, TesseractCatalog catalog, InstallFolder folder) {
    this.catalog = catalog;
    this.documents = new Documents(settings);
    this.limit = new PageLimit(settings.maxPages());
    this.folder = folder;
    // A reader and, now and then, an orientation detector for each processor.
    this.handles = new HandlePool(settings.recyclePages(), 2 * processors);
    this.chooser = new LanguageChooser(handles, catalog.languages(), System::nanoTime);
  }

  /**
   * Loads the natives; models are loaded when they are first used.
   *
   * @throws EngineUnavailableException if they cannot be
   */
  public static TesseractEngine start(Settings.Engine settings, TesseractCatalog catalog) {
    InstallFolder folder = new InstallFolder(settings.installDir());
    NativeLibraries.load(folder);
    Jpeg2000Spi.register();
    return new TesseractEngine(settings, catalog, folder);
  }

  @Override
  public Opened open(Path file, EngineInfo info) {
    return open(file, info, SecondReading.NONE);
  }

  /** The same with a second reading of each page's image. */
  Opened open(Path file, EngineInfo info, SecondReading second) {
    Optional<EngineInfo> ours = catalog.info(info.options());
    if (ours.isEmpty()) {
      return refused(FailureCode.UNSUPPORTED_LANGUAGE, "A language's model is not installed.");
    }
    if (!ours.get().equals(info)) {
      return refused(FailureCode.INTERNAL, "This engine or its models are not those asked for.");
    }
    return documents.open(file).fold(source -> opened(source, info, second), Refused::new);
  }

  @Override
  public Optional<Opened> openIfIdle(Path file, EngineInfo info) {
    return isIdle() ? Optional.of(open(file, info)) : Optional.empty();
  }

  /** Whether another document can be open without making the others wait. */
  boolean isIdle() {
    return open.get() < processors;
  }

  private Opened opened(PageSource source, EngineInfo info, SecondReading second) {
    Optional<Problem> problem =
        problemOf(info.options().textLayer(), source)
            .or(() -> limit.problem(info.options().pages(), source.pageCount()));
    if (problem.isPresent()) {
      source.close();
      return new Refused(problem.get());
    }
    PageReader reader = new PageReader(handles, System::nanoTime);
    open.incrementAndGet();
    return new TesseractDocument(
        source, reader, chooser, models(info), info.options(), second, open::decrementAndGet);
  }

  /** Why a document is not read so that only its own text counts, if it is not. */
  static Optional<Problem> problemOf(TextLayer use, PageSource source) {
    return use == TextLayer.FORCE && !source.carriesText()
        ? Optional.of(
            Problem.of(
                FailureCode.UNSUPPORTED_OPTION,
                "Files of this type carry no text of their own; ask for text_layer auto or never."))
        : Optional.empty();
  }

  private TessHandle.Models models(EngineInfo info) {
    OcrOptions options = info.options();
    return new TessHandle.Models(
        modelFolders.computeIfAbsent(
            info.modelDigest(),
            digest -> {
              try {
                return catalog.unpackModels(folder, options).get(0);
              } catch (IOException e) {
                throw new UncheckedIOException("The engine's models cannot be unpacked.", e);
              }
            }),
        String.join("+", options.languages()));
  }

  private static Opened refused(FailureCode code, String message) {
    return new Refused(Problem.of(code, message));
  }

  @Override
  public void close() {
    chooser.close();
    handles.close();
  }
}
