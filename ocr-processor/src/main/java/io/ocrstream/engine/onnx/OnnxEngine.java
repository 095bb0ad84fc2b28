/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
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
 * ONNX Runtime in this process.
 *
 * <p><b>Threading:</b> any; pages are read at once by as many threads as ask, with the same
 * networks. <b>Bounds:</b> the settings' pages, pixels, edge, threads and, through the caller,
 * time; {@link #IMAGE_PIXELS} of a page. <b>Fails:</b> a defect of a native library ends this
 * process.
 */
public final class OnnxEngine implements Engine, PageImages.Readers {
  /**
   * Pixels of a page's image on the heap; larger ones are read in a smaller scale, as networks read
   * small letters as well as large ones. An A4 page at 600 dpi has 35 million.
   */
  static final long IMAGE_PIXELS = 36_000_000;

  /** Stands for all languages in Latin letters, of which it reads those without accents. */
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
   * Loads the libraries and the networks.
   *
   * @throws EngineUnavailableException if they cannot be
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
      throw new EngineUnavailableException("The ONNX engine's models cannot be read.", e);
    }
  }

  @Override
  public Opened open(Path file, EngineInfo info) {
    Optional<EngineInfo> ours = catalog.info(info.options());
    if (ours.isEmpty()) {
      return new Refused(
          Problem.of(
              FailureCode.UNSUPPORTED_LANGUAGE,
              "The ONNX engine's vocabulary cannot spell a language."));
    }
    if (!ours.get().equals(info)) {
      return new Refused(
          Problem.of(FailureCode.INTERNAL, "This engine or its models are not those asked for."));
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
  public Optional<Opened> openIfIdle(Path file, EngineInfo info) {
    return images.isIdle() ? Optional.of(open(file, info)) : Optional.empty();
  }

  @Override
  public void close() {
    try (detection;
        recognition) {
      // Both are closed, whatever the first one does.
    }
  }
}
