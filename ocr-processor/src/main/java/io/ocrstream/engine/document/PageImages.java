/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.document;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens documents as images of their pages, for engines in other packages. All engines decode the
 * same types within the same limits.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> the settings' pages, pixels and edge; an image is scaled
 * down to {@code imagePixels}.
 */
public final class PageImages {
  private final DocumentOpener documents;
  private final PageLimit limit;
  private final long imagePixels;
  private final int processors = Runtime.getRuntime().availableProcessors();
  private final AtomicInteger open = new AtomicInteger();

  private PageImages(EngineConfig settings, long imagePixels) {
    this.documents = new DocumentOpener(settings);
    this.limit = new PageLimit(settings.maxPages());
    this.imagePixels = imagePixels;
  }

  /** An engine that also recognises images decoded by another engine. */
  public interface Readers {
    /**
     * Returns a reader with {@code options}, which the engine's catalog supports.
     *
     * @param languages languages of the page, as far as they are known
     */
    Reader reader(OcrOptions options, List<String> languages);

    /**
     * Returns a reader for languages that the engine cannot spell. It detects the lines, and for
     * each takes the better of two results: that of {@code strips}, or its own with the accents of
     * {@code strips}. The confidence of a word is the probability that it is right.
     */
    Reader lineReader(StripReader strips);

    /** Returns the maximum number of pixels of an image. Larger images are scaled down. */
    long imagePixels();
  }

  /** Recognises the image of one page. */
  public interface Reader {
    /**
     * Recognises {@code image}.
     *
     * @param size of the page, in whose pixels boxes are returned
     * @param deadline in terms of {@link System#nanoTime}
     */
    Outcome<Page> read(PageImage image, Size size, long deadline);
  }

  /**
   * A page's number and size.
   *
   * @param number from 1
   * @param width pixels, upright by the document's metadata
   * @param height pixels, upright by the document's metadata
   */
  public record Size(int number, int width, int height) {}

  /**
   * Loads the decoding libraries.
   *
   * @throws EngineUnavailableException if that fails
   */
  public static PageImages start(EngineConfig settings, long imagePixels) {
    NativeLibraries.load(new InstallFolder(settings.installDir()));
    Jpeg2000Spi.register();
    return new PageImages(settings, imagePixels);
  }

  /** Unpacks the decoding libraries and returns their folder. */
  public static Path unpack(InstallFolder folder) throws IOException {
    return NativeLibraries.unpack(folder);
  }

  /** Opens {@code file}. Pages without a usable text layer are recognised by {@code reader}. */
  public Outcome<Engine.Document> open(Path file, OcrOptions options, Reader reader) {
    return documents.open(file).flatMap(source -> opened(source, options, reader));
  }

  /** Returns whether another document can be open without slowing down the others. */
  public boolean isIdle() {
    return open.get() < processors;
  }

  private Outcome<Engine.Document> opened(PageSource source, OcrOptions options, Reader reader) {
    Optional<Problem> problem =
        source
            .refusal(options.textLayer())
            .or(() -> limit.problem(options.pages(), source.pageCount()));
    if (problem.isPresent()) {
      source.close();
      return Outcome.failed(problem.get());
    }
    open.incrementAndGet();
    return Outcome.of(
        new ImageDocument(source, reader, options.textLayer(), imagePixels, open::decrementAndGet));
  }
}
