/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.models;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.config.loader.SettingsText;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.ModelFacts;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.child.IsolatedEngine;
import io.ocrstream.engine.installed.InstalledEngines;
import io.ocrstream.worker.document.CanaryPage;
import io.ocrstream.worker.document.TempFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a small page with models. A child process does it, because a damaged model may crash the
 * native library that loads it.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> one child process; the page timeout for each model.
 */
public final class ModelTrial {
  private final EngineConfig settings;
  private final InstalledEngines engines;

  /**
   * Reads the descriptions of all models.
   *
   * @throws EngineUnavailableException if a model is not what its description says
   */
  public ModelTrial(EngineConfig settings) {
    Map<String, String> texts = SettingsText.of(settings);
    // A child that a model ends is replaced once, and not also by a spare one.
    texts.put("ocr.engine.child.spares", "0");
    this.settings = SettingsLoader.of(texts).engine();
    this.engines = InstalledEngines.of(this.settings);
  }

  /**
   * The result for a model.
   *
   * @param model the model
   * @param problem why no page can be read with it; empty if one was read
   */
  public record Result(ModelFacts model, Optional<String> problem) {}

  /** Returns the installed models. */
  public List<ModelFacts> models() {
    return engines.models();
  }

  /**
   * Reads the page with each model that has a language.
   *
   * @throws EngineUnavailableException if no child process starts, for example because a network is
   *     not what its description says
   */
  public List<Result> results() throws IOException {
    return results(models());
  }

  /**
   * Reads the page with one of the models.
   *
   * @return why no page can be read with it; empty if one was read
   * @throws EngineUnavailableException as {@link #results()}
   */
  public Optional<String> problem(ModelFacts model) throws IOException {
    return results(List.of(model)).get(0).problem();
  }

  private List<Result> results(List<ModelFacts> models) throws IOException {
    Path folder = Files.createTempDirectory("ocr-models-");
    List<Result> results = new ArrayList<>();
    try (TempFiles files = new TempFiles(folder.resolve("page"));
        IsolatedEngine engine = IsolatedEngine.start(settings, engines, 1)) {
      Path page = CanaryPage.in(files);
      for (ModelFacts model : models) {
        if (!model.languages().isEmpty()) {
          results.add(new Result(model, problem(engine, page, model)));
        }
      }
    } finally {
      Files.deleteIfExists(folder);
    }
    return results;
  }

  private Optional<String> problem(Engine engine, Path page, ModelFacts model) {
    OcrOptions options =
        OcrOptions.text(List.of(model.languages().first())).withEngine(model.engine());
    EngineInfo info = engines.info(options).orElseThrow();
    return engine.open(page, info).fold(this::read, Optional::of).map(ModelTrial::reason);
  }

  private static String reason(Problem problem) {
    return problem.code() == FailureCode.CRASHES_ENGINE
        ? "The engine cannot load it, or crashes with it"
        : problem.message();
  }

  private Optional<Problem> read(Engine.Document document) {
    try (document) {
      return document
          .read(1, settings.pageTimeout(), PageCachePort.NONE)
          .fold((Page read) -> Optional.empty(), Optional::of);
    }
  }
}
