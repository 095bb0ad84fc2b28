/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.config.EngineConfig;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs ONNX Runtime in this process.
 *
 * <p>The runtime and the bundled networks are loaded by the first page, because most pages of the
 * engine {@code auto} need neither. Networks of a models folder are loaded at start, so that a
 * wrong file is refused there.
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

  private static final Logger LOG = LoggerFactory.getLogger(OnnxEngine.class);

  private final EngineConfig settings;
  private final OnnxCatalog catalog;
  private final PageImages images;
  private @Nullable Networks networks;

  private OnnxEngine(EngineConfig settings, OnnxCatalog catalog, PageImages images) {
    this.settings = settings;
    this.catalog = catalog;
    this.images = images;
  }

  /**
   * Loads the decoding libraries, and the networks of a models folder.
   *
   * @throws EngineUnavailableException if that fails
   */
  public static OnnxEngine start(EngineConfig settings, OnnxCatalog catalog) {
    OnnxEngine engine = new OnnxEngine(settings, catalog, PageImages.start(settings, IMAGE_PIXELS));
    if (settings.onnx().modelsDir().isPresent()) {
      var unused = engine.networks();
    }
    return engine;
  }

  private synchronized Networks networks() {
    Networks loaded = networks;
    if (loaded == null) {
      loaded = Networks.load(settings, catalog.models());
      networks = loaded;
    }
    return loaded;
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
    return reader(loaded -> recogniser(loaded, languages));
  }

  @Override
  public PageImages.Reader lineReader(StripReader strips) {
    return reader(loaded -> new LineRecogniser(recogniser(loaded, LATIN), strips));
  }

  private PageImages.Reader reader(Function<Networks, PieceReader> pieces) {
    return (image, size, deadline) -> {
      Networks loaded;
      try {
        loaded = networks();
      } catch (EngineUnavailableException e) {
        // A fault of this worker, not of the document: another worker may read it.
        LOG.error("The ONNX engine cannot be loaded", e);
        return Outcome.failed(Problem.of(FailureCode.INTERNAL, String.valueOf(e.getMessage())));
      }
      Detector detector = new Detector(catalog.models().detection(), loaded.detection());
      return new OnnxReader(detector, pieces.apply(loaded), System::nanoTime)
          .read(image, size, deadline);
    };
  }

  private Recogniser recogniser(Networks loaded, List<String> languages) {
    ModelSet models = catalog.models();
    return new Recogniser(
        models.recognition(), loaded.recognition(), Decoder.of(models, languages));
  }

  @Override
  public Optional<Outcome<Document>> openIfIdle(Path file, EngineInfo info) {
    return images.isIdle() ? Optional.of(open(file, info)) : Optional.empty();
  }

  @Override
  public synchronized void close() {
    if (networks != null) {
      networks.close();
    }
  }

  /**
   * Holds the two networks of a model set.
   *
   * <p><b>Threading:</b> any.
   *
   * @param detection finds pieces of text on a page
   * @param recognition reads pieces
   */
  private record Networks(Network detection, Network recognition) implements AutoCloseable {
    /**
     * Loads the runtime's libraries and both networks.
     *
     * @throws EngineUnavailableException if that fails
     */
    static Networks load(EngineConfig settings, ModelSet models) {
      RuntimeLibraries.load(new InstallFolder(settings.installDir()));
      int threads = settings.onnx().threads();
      try {
        byte[] finds = models.files().read(models.detection().file());
        byte[] reads = models.files().read(models.recognition().file());
        Network detection = Network.load(finds, threads);
        return new Networks(detection, Network.load(reads, threads));
      } catch (IOException e) {
        throw new EngineUnavailableException(
            "The ONNX engine's models cannot be read; check ocr.engine.onnx.models-dir", e);
      }
    }

    @Override
    public void close() {
      try (detection;
          recognition) {
        // Closes both, even if closing the first one fails.
      }
    }
  }
}
