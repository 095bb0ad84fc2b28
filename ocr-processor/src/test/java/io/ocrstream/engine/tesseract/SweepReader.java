/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.document.DocumentOpener;
import io.ocrstream.engine.image.Jpeg2000Spi;
import io.ocrstream.engine.natives.NativeLibraries;
import io.ocrstream.engine.tesseract.SweptConstant.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads all documents once and writes their scores: the part of {@link ThresholdSweep} that runs
 * with the classes of one value.
 */
final class SweepReader implements AutoCloseable {
  private static final Duration PAGE_TIMEOUT = Duration.ofMinutes(5);
  private static final int RECYCLE_PAGES = 500;

  private final TestSettings settings = TestSettings.defaults();
  private final InstallFolder install = new InstallFolder(settings.installDir());
  private final TesseractCatalog catalog = TesseractCatalog.of(settings);
  private final TesseractPool handles = new TesseractPool(RECYCLE_PAGES, 2);
  private final LanguageChooser chooser =
      new LanguageChooser(handles, catalog.languages(), System::nanoTime);
  private final DocumentOpener documents = new DocumentOpener(settings);
  private final Path pages;
  private final PageReader reader;

  private SweepReader(Path work, Subject subject, boolean isFresh) throws IOException {
    NativeLibraries.load(install);
    Jpeg2000Spi.register();
    this.pages = Files.createDirectories(work.resolve("pages"));
    Path kept = Files.createDirectories(work.resolve("recognitions"));
    PageReader.Recognition once = handles::read;
    this.reader =
        new PageReader(
            subject == Subject.RECOGNITION ? once : new KeptRecognitions(kept, isFresh, once),
            System::nanoTime);
  }

  /**
   * Runs the command.
   *
   * @param args folder of data, folder of cases, work folder, file to write, what the constant
   *     decides about, and optionally a file with the titles of the documents to read
   */
  public static void main(String[] args) throws IOException {
    Subject subject = Subject.valueOf(args[4]);
    Set<String> wanted =
        args.length > 5 ? Set.copyOf(Files.readAllLines(Path.of(args[5]))) : Set.of();
    List<String> lines = new ArrayList<>();
    try (SweepReader reader = new SweepReader(Path.of(args[2]), subject, wanted.isEmpty())) {
      for (ScoredDocument document :
          ScoredDocument.in(Path.of(args[0]), Path.of(args[1]), subject == Subject.TEXT_LAYERS)) {
        if (wanted.isEmpty() || wanted.contains(document.title())) {
          lines.add(reader.line(document));
        }
      }
    }
    Files.write(Path.of(args[3]), lines);
  }

  /* Its score, and the constants that were used. */
  private String line(ScoredDocument document) {
    ScoredDocument.Score score = score(document);
    return String.format(
        Locale.ROOT,
        "%s\t%.5f\t%.5f\t%s",
        document.title(),
        score.errorRate(),
        score.found(),
        String.join(",", ConstantUse.take()));
  }

  private static String name(ScoredDocument document) {
    return document.title().replace('/', '-');
  }

  private ScoredDocument.Score score(ScoredDocument document) {
    List<String> texts = new ArrayList<>();
    List<FailureCode> failures = new ArrayList<>();
    opened(document)
        .fold(
            open -> {
              try (open) {
                for (int number = 1; number <= open.pageCount(); number++) {
                  Outcome<Page> page = open.read(number, PAGE_TIMEOUT, PageCachePort.NONE);
                  page.value().map(Page::text).ifPresent(texts::add);
                  page.problem().ifPresent(problem -> failures.add(problem.code()));
                }
              }
              return true;
            },
            problem -> failures.add(problem.code()));
    FailureCode failure = texts.isEmpty() && !failures.isEmpty() ? failures.get(0) : null;
    return document.score(String.join("\f", texts), failure);
  }

  private Outcome<Engine.Document> opened(ScoredDocument document) {
    Set<String> installed = catalog.languages();
    List<String> known = document.languages().stream().filter(installed::contains).toList();
    OcrOptions options =
        OcrOptions.text(known.isEmpty() ? List.of("eng") : known)
            .withTextLayer(document.textLayer());
    return documents
        .open(document.file())
        .map(source -> new KeptPages(source, pages, name(document)))
        .map(
            source ->
                new TesseractDocument(
                    source,
                    reader,
                    chooser,
                    models(options),
                    options,
                    SecondReading.NONE,
                    () -> {}));
  }

  private TesseractHandle.Models models(OcrOptions options) {
    try {
      Path folder = catalog.unpackModels(install, options).get(0);
      return new TesseractHandle.Models(folder, String.join("+", options.languages()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    chooser.close();
    handles.close();
  }
}
