/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.document;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.PageLimit;
import io.ocrstream.engine.image.Jpeg2000Spi;
import io.ocrstream.engine.image.PageImage;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.natives.NativeLibraries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Documents as images of their pages, for engines of other packages: they decode what all engines
 * decode, within the same limits.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> the settings' pages, pixels and edge; an image has at
 * most {@code imagePixels}, in a smaller scale where the page has more.
 */
public final class PageImages {
  private final DocumentOpener documents;
  private final PageLimit limit;
  private final long imagePixels;
  private final int processors = Runtime.getRuntime().availableProcessors();
  private final AtomicInteger open = new AtomicInteger();

  private PageImages(Settings.Engine settings, long imagePixels) {
    this.documents = new DocumentOpener(settings);
    this.limit = new PageLimit(settings.maxPages());
    this.imagePixels = imagePixels;
  }

  /** An engine that also reads images of pages which another one decoded. */
  public interface Readers {
    /** A reader with {@code options}, which the engine's catalog described. */
    Reader reader(OcrOptions options);

    /**
     * A reader for languages that the engine cannot spell: it finds the lines, and reads each as
     * {@code strips} does or as itself does, with the accents of {@code strips}. The words'
     * confidence is how likely they are right.
     */
    Reader lineReader(StripReader strips);

    /** Pixels of an image at most; larger ones are made smaller. */
    long imagePixels();
  }

  /** Reads the image of one page. */
  public interface Reader {
    /**
     * Reads {@code image}.
     *
     * @param size of the page, in whose pixels boxes are told
     * @param deadline until when, as {@link System#nanoTime} counts
     */
    Engine.PageOutcome read(PageImage image, Size size, long deadline);
  }

  /**
   * Which page, and how large it is.
   *
   * @param number from 1
   * @param width pixels, upright as the document's metadata says
   * @param height pixels, likewise
   */
  public record Size(int number, int width, int height) {}

  /**
   * Loads the libraries that decode.
   *
   * @throws EngineUnavailableException if they cannot be
   */
  public static PageImages start(Settings.Engine settings, long imagePixels) {
    NativeLibraries.load(new InstallFolder(settings.installDir()));
    Jpeg2000Spi.register();
    return new PageImages(settings, imagePixels);
  }

  /** Unpacks the libraries that decode; the folder that they are in. */
  public static Path unpack(InstallFolder folder) throws IOException {
    return NativeLibraries.unpack(folder);
  }

  /**
   * Opens {@code file}. The images of those pages that do not say themselves what is on them go to
   * {@code reader}.
   */
  public Engine.Opened open(Path file, OcrOptions options, Reader reader) {
    return documents
        .open(file)
        .fold(source -> opened(source, options, reader), Engine.Refused::new);
  }

  /** Whether another document can be open without making the others wait. */
  public boolean isIdle() {
    return open.get() < processors;
  }

  private Engine.Opened opened(PageSource source, OcrOptions options, Reader reader) {
    Optional<Problem> problem =
        source
            .refusal(options.textLayer())
            .or(() -> limit.problem(options.pages(), source.pageCount()));
    if (problem.isPresent()) {
      source.close();
      return new Engine.Refused(problem.get());
    }
    open.incrementAndGet();
    return new ImageDocument(
        source, reader, options.textLayer(), imagePixels, open::decrementAndGet);
  }
}
