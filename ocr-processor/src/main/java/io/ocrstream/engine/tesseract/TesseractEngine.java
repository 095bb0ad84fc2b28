/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
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
 * Tesseract in this process.
 *
 * <p><b>Threading:</b> any; pages are read at once by as many threads as ask. <b>Bounds:</b> the
 * settings' pages, pixels, edge and, through the caller, time. <b>Fails:</b> a defect of a native
 * library ends this process.
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

  private TesseractEngine(
      Settings.Engine settings, TesseractCatalog catalog, InstallFolder folder) {
    this.catalog = catalog;
    this.documents = new DocumentOpener(settings);
    this.limit = new PageLimit(settings.maxPages());
    this.folder = folder;
    // A reader and, now and then, an orientation detector for each processor.
    this.handles = new TesseractPool(settings.recyclePages(), 2 * processors);
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
  public Opened open(Path file, EngineInfo info, SecondReading second) {
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

  /**
   * Reads single lines that another engine has found.
   *
   * @param info as for {@link #open}
   * @param languages those of the lines, among the description's
   * @param deadline until when, as {@link System#nanoTime} counts
   * @param likelihood how likely a word is right, by engine and confidence
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

  /** Whether another document can be open without making the others wait. */
  public boolean isIdle() {
    return open.get() < processors;
  }

  private Opened opened(PageSource source, EngineInfo info, SecondReading second) {
    Optional<Problem> problem =
        source
            .refusal(info.options().textLayer())
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

  private TesseractHandle.Models models(EngineInfo info) {
    OcrOptions options = info.options();
    return new TesseractHandle.Models(
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
