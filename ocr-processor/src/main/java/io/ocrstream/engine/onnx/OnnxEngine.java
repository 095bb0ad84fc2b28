/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.document.PageImages;
import io.ocrstream.engine.document.StripReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Runs ONNX Runtime in this process.
 *
 * <p><b>Threading:</b> any; threads read pages in parallel with the same networks. <b>Bounds:</b>
 * the settings' pages, pixels, edge and threads; the caller limits the time; {@link #IMAGE_PIXELS}
 * per page. <b>Fails:</b> a crash of a native library ends this process.
 */
public final class OnnxEngine implements Engine, PageImages.Readers {
  /**
   * Maximum number of pixels of an image on the heap. Larger images are scaled down, as networks
   * read small letters as well as large ones. An A4 page at 600 dpi has 35 million pixels.
   */
  static final long IMAGE_PIXELS = 36_000_000;

  /** Stands for all languages in Latin letters. The network reads their letters without accents. */
  private static final List<String> LATIN = List.of("eng");

  private final OnnxCatalog catalog;
  private final PageImages images;
  private final Network detection;
  private final Network recognition;

  private OnnxEngine(
      OnnxCatalog catalog, PageImages images, Network detection, Network recognition) {
    this.catalog = catalog;
    this.images = images;
    this.detection = detection;
    this.recognition = recognition;
  }

  /**
   * Loads libraries and networks.
   *
   * @throws EngineUnavailableException if that fails
   */
  public static OnnxEngine start(Settings.Engine settings, OnnxCatalog catalog) {
    PageImages images = PageImages.start(settings, IMAGE_PIXELS);
    RuntimeLibraries.load(new InstallFolder(settings.installDir()));
    ModelSet models = catalog.models();
    int threads = settings.onnx().threads();
    try {
      byte[] finds = models.files().read(models.detection().file());
      byte[] reads = models.files().read(models.recognition().file());
      Network detection = Network.load(finds, threads);
      return new OnnxEngine(catalog, images, detection, Network.load(reads, threads));
    } catch (IOException e) {
      throw new EngineUnavailableException(
          "The ONNX engine's models cannot be read; check ocr.engine.onnx.models-dir", e);
    }
  }

  @Override
  public Outcome<Document> open(Path file, EngineInfo info) {
    Optional<EngineInfo> ours = catalog.info(info.options());
    if (ours.isEmpty()) {
      return Outcome.failed(
          Problem.of(
              FailureCode.UNSUPPORTED_LANGUAGE,
              "The vocabulary of the ONNX engine lacks letters of a requested language"));
    }
    if (!ours.get().equals(info)) {
      return Outcome.failed(
          Problem.of(
              FailureCode.INTERNAL,
              "The requested engine or its models differ from those of this worker; upgrade all processes to the same version"));
    }
    return images.open(file, info.options(), reader(info.options()));
  }

  @Override
  public long imagePixels() {
    return IMAGE_PIXELS;
  }

  @Override
  public PageImages.Reader reader(OcrOptions options) {
    List<String> languages = options.choosesLanguages() ? List.of() : options.languages();
    return reader(recogniser(languages));
  }

  @Override
  public PageImages.Reader lineReader(StripReader strips) {
    return reader(new LineRecogniser(recogniser(LATIN), strips));
  }

  private PageImages.Reader reader(PieceReader pieces) {
    Detector detector = new Detector(catalog.models().detection(), detection);
    return new OnnxReader(detector, pieces, System::nanoTime)::read;
  }

  private Recogniser recogniser(List<String> languages) {
    ModelSet models = catalog.models();
    return new Recogniser(models.recognition(), recognition, Decoder.of(models, languages));
  }

  @Override
  public Optional<Outcome<Document>> openIfIdle(Path file, EngineInfo info) {
    return images.isIdle() ? Optional.of(open(file, info)) : Optional.empty();
  }

  @Override
  public void close() {
    try (detection;
        recognition) {
      // Closes both, even if closing the first one fails.
    }
  }
}
