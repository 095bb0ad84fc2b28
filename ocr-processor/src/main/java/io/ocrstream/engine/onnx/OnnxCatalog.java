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
import io.ocrstream.engine.ModelFacts;
import io.ocrstream.engine.document.PageImages;
import io.ocrstream.engine.onnx.models.ModelSet;
import io.ocrstream.engine.onnx.models.ModelSets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Holds the model sets of the ONNX engine. A text is read with the first set that spells all its
 * languages. It does not need the runtime, so a processor needs only the models.
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
  static final int REVISION = 8;

  private final ModelSets models;
  private final SortedSet<String> languages;

  private final String rendering;

  private OnnxCatalog(ModelSets models, String rendering) {
    this.models = models;
    this.rendering = rendering;
    this.languages = Collections.unmodifiableSortedSet(models.languages());
  }

  /**
   * Returns the catalog; empty if there are no models.
   *
   * @throws EngineUnavailableException if there are models, but they are unusable
   */
  public static Optional<OnnxCatalog> of(EngineConfig settings) {
    ModelSets models = ModelSets.of(settings.onnx().modelsDir());
    return models.all().isEmpty()
        ? Optional.empty()
        : Optional.of(new OnnxCatalog(models, ReadingDefaults.rendering(settings)));
  }

  @Override
  public Optional<EngineInfo> info(OcrOptions options) {
    if (options.engine() != EngineName.ONNX) {
      return Optional.empty();
    }
    // If the languages are not known, any set may read a page.
    Optional<String> digest =
        options.choosesLanguages()
            ? Optional.of(models.digest())
            : models.spelling(options.languages()).map(ModelSet::digest);
    String version = RUNTIME_VERSION + "+" + REVISION;
    return digest.map(sum -> new EngineInfo(ENGINE_NAME, version, sum, options, rendering));
  }

  @Override
  public SortedSet<String> languages() {
    return languages;
  }

  @Override
  public List<Path> unpackLibraries(InstallFolder folder) throws IOException {
    return List.of(PageImages.unpack(folder), RuntimeLibraries.unpack(folder));
  }

  @Override
  public List<ModelFacts> models() {
    return models.all().stream()
        .map(
            set ->
                new ModelFacts(
                    EngineName.ONNX,
                    set.name(),
                    set.languages(),
                    set.digest(),
                    set.licence(),
                    !models.added().contains(set)))
        .toList();
  }

  ModelSets sets() {
    return models;
  }

  /**
   * Returns the set for a text in {@code languages}; the one with most languages if they are not
   * known or none spells them.
   */
  ModelSet set(List<String> languages) {
    return models.spelling(languages).or(models::widest).orElseThrow();
  }
}
