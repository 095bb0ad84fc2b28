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
import io.ocrstream.engine.document.PageImages;
import io.ocrstream.engine.document.StripReader;
import io.ocrstream.engine.onnx.models.ModelSet;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs ONNX Runtime in this process.
 *
 * <p>The runtime and the bundled networks are loaded by the first page, because most pages of the
 * engine {@code auto} need neither. Networks of a models folder are loaded and tried at start, so
 * that a wrong file is refused there.
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
  private final Map<String, Networks> networks = new HashMap<>();

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
    try {
      catalog.sets().added().forEach(set -> engine.networks(set).checked(set));
    } catch (EngineUnavailableException e) {
      engine.close();
      throw e;
    }
    return engine;
  }

  private synchronized Networks networks(ModelSet set) {
    return networks.computeIfAbsent(set.digest(), digest -> Networks.load(settings, set));
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
    return images.open(file, info.options(), reader(info.options(), info.options().languages()));
  }

  @Override
  public long imagePixels() {
    return IMAGE_PIXELS;
  }

  @Override
  public PageImages.Reader reader(OcrOptions options, List<String> languages) {
    List<String> spelled = options.choosesLanguages() ? List.of() : options.languages();
    ModelSet set = catalog.set(languages);
    return reader(set, loaded -> recogniser(set, loaded, spelled));
  }

  @Override
  public PageImages.Reader lineReader(StripReader strips) {
    ModelSet set = catalog.set(LATIN);
    return reader(set, loaded -> new LineRecogniser(recogniser(set, loaded, LATIN), strips));
  }

  private PageImages.Reader reader(ModelSet set, Function<Networks, PieceReader> pieces) {
    return (image, size, deadline) -> {
      Networks loaded;
      try {
        loaded = networks(set);
      } catch (EngineUnavailableException e) {
        // A fault of this worker, not of the document: another worker may read it.
        LOG.error("The ONNX engine cannot be loaded", e);
        return Outcome.failed(Problem.of(FailureCode.INTERNAL, String.valueOf(e.getMessage())));
      }
      Detector detector = new Detector(set.detection(), loaded.detection());
      return new OnnxReader(detector, pieces.apply(loaded), System::nanoTime)
          .read(image, size, deadline);
    };
  }

  private static Recogniser recogniser(ModelSet set, Networks loaded, List<String> languages) {
    return new Recogniser(set.recognition(), loaded.recognition(), Decoder.of(set, languages));
  }

  @Override
  public Optional<Outcome<Document>> openIfIdle(Path file, EngineInfo info) {
    return images.isIdle() ? Optional.of(open(file, info)) : Optional.empty();
  }

  @Override
  public synchronized void close() {
    networks.values().forEach(Networks::close);
  }
}
