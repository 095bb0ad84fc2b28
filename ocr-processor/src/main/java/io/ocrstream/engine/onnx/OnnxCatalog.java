/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.ReadingDefaults;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.document.PageImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Holds the one model set of the ONNX engine: that of the models folder, or else PP-OCR on the
 * class path. It does not need the runtime, so a processor needs only the models.
 *
 * <p><b>Threading:</b> any.
 */
public final class OnnxCatalog implements EngineCatalog {
  /** Name of the engine in payloads and cache keys. */
  public static final String ENGINE_NAME = EngineName.ONNX.jsonName();

  /** Version of the runtime. Other versions are rejected. */
  static final String RUNTIME_VERSION = "1.28.0";

  /**
   * Revision of preprocessing and decoding. Increment it whenever the same bytes may give another
   * result.
   */
  static final int REVISION = 2;

  private static @Nullable ModelSet bundled;

  private final ModelSet models;
  private final SortedSet<String> languages;

  private final String rendering;

  private OnnxCatalog(ModelSet models, String rendering) {
    this.models = models;
    this.rendering = rendering;
    this.languages = Collections.unmodifiableSortedSet(models.languages());
  }

  /**
   * Returns the catalog; empty where there are no models.
   *
   * @throws EngineUnavailableException if there are models, but they are unusable
   */
  public static Optional<OnnxCatalog> of(EngineConfig settings) {
    return settings
        .onnx()
        .modelsDir()
        .map(folder -> ModelSet.of(ModelFiles.of(folder)))
        .or(OnnxCatalog::bundled)
        .map(models -> new OnnxCatalog(models, ReadingDefaults.rendering(settings)));
  }

  /** Reads the set once: the class path stays the same while the process lives. */
  private static synchronized Optional<ModelSet> bundled() {
    ModelSet known = bundled;
    if (known == null) {
      known = BundledModels.find().map(ModelSet::of).orElse(null);
      bundled = known;
    }
    return Optional.ofNullable(known);
  }

  @Override
  public Optional<EngineInfo> info(OcrOptions options) {
    // The vocabulary covers all its languages at once, so no language has to be detected.
    boolean spells = options.choosesLanguages() || languages.containsAll(options.languages());
    if (options.engine() != EngineName.ONNX || !spells) {
      return Optional.empty();
    }
    String version = RUNTIME_VERSION + "+" + REVISION;
    return Optional.of(new EngineInfo(ENGINE_NAME, version, models.digest(), options, rendering));
  }

  @Override
  public SortedSet<String> languages() {
    return languages;
  }

  @Override
  public List<Path> unpackLibraries(InstallFolder folder) throws IOException {
    return List.of(PageImages.unpack(folder), RuntimeLibraries.unpack(folder));
  }

  ModelSet models() {
    return models;
  }
}
