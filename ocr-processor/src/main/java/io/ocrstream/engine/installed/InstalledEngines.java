/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.installed;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.EngineProvider;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.ModelFacts;
import io.ocrstream.engine.auto.AutoCatalog;
import io.ocrstream.engine.auto.AutoEngine;
import io.ocrstream.engine.document.PageImages;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Holds the engines of this process: Tesseract, those whose providers are installed, and {@code
 * auto}, which is always available and combines Tesseract with a second engine.
 *
 * <p><b>Threading:</b> any.
 */
public final class InstalledEngines implements EngineCatalog {
  private final Map<EngineName, EngineProvider.Installed> engines;
  private final AutoCatalog auto;

  private InstalledEngines(Map<EngineName, EngineProvider.Installed> engines, AutoCatalog auto) {
    this.engines = engines;
    this.auto = auto;
  }

  /**
   * Finds the installed engines.
   *
   * @throws EngineUnavailableException if the engine in the settings is not installed, or an
   *     installed one is unusable
   */
  public static InstalledEngines of(EngineConfig settings) {
    return of(settings, ServiceLoader.load(EngineProvider.class));
  }

  static InstalledEngines of(EngineConfig settings, Iterable<EngineProvider> providers) {
    Map<EngineName, EngineProvider.Installed> engines = new EnumMap<>(EngineName.class);
    EngineProvider.Installed tesseract = tesseract(settings);
    engines.put(EngineName.TESSERACT, tesseract);
    for (EngineProvider provider : providers) {
      provider.find(settings).ifPresent(engine -> engines.put(provider.name(), engine));
    }
    Optional<EngineCatalog> second =
        Optional.ofNullable(engines.get(EngineName.ONNX)).map(EngineProvider.Installed::catalog);
    InstalledEngines installed =
        new InstalledEngines(
            engines, new AutoCatalog(tesseract.catalog(), second, settings.effort()));
    if (installed.catalog(settings.name()).isEmpty()) {
      throw new EngineUnavailableException(installed.missing(settings.name()));
    }
    return installed;
  }

  private static EngineProvider.Installed tesseract(EngineConfig settings) {
    TesseractCatalog catalog = TesseractCatalog.of(settings);
    return new EngineProvider.Installed() {
      @Override
      public EngineCatalog catalog() {
        return catalog;
      }

      @Override
      public Engine start() {
        return TesseractEngine.start(settings, catalog);
      }
    };
  }

  @Override
  public Optional<EngineInfo> info(OcrOptions options) {
    return catalog(options.engine()).flatMap(catalog -> catalog.info(options));
  }

  private Optional<EngineCatalog> catalog(EngineName name) {
    return name == EngineName.AUTO
        ? Optional.of(auto)
        : Optional.ofNullable(engines.get(name)).map(EngineProvider.Installed::catalog);
  }

  @Override
  public SortedSet<String> languages() {
    SortedSet<String> languages = new TreeSet<>();
    engines.values().forEach(engine -> languages.addAll(engine.catalog().languages()));
    return languages;
  }

  @Override
  public List<ModelFacts> models() {
    return engines.values().stream().flatMap(engine -> engine.catalog().models().stream()).toList();
  }

  @Override
  public Problem refusal(OcrOptions options) {
    return catalog(options.engine())
        .map(catalog -> catalog.refusal(options))
        .orElseGet(() -> Problem.of(FailureCode.UNSUPPORTED_OPTION, missing(options.engine())));
  }

  @Override
  public List<Path> unpackLibraries(InstallFolder folder) throws IOException {
    List<Path> folders = new ArrayList<>();
    for (EngineProvider.Installed engine : engines.values()) {
      folders.addAll(engine.catalog().unpackLibraries(folder));
    }
    return folders;
  }

  @Override
  public List<Path> unpackModels(InstallFolder folder, OcrOptions options) throws IOException {
    Optional<EngineCatalog> catalog = catalog(options.engine());
    return catalog.isEmpty() ? List.of() : catalog.get().unpackModels(folder, options);
  }

  private String missing(EngineName name) {
    return "The engine %s is not installed; installed are %s"
        .formatted(name.jsonName(), engines.keySet().stream().map(EngineName::jsonName).toList());
  }

  /**
   * Starts all engines and returns them as one.
   *
   * @throws EngineUnavailableException if one cannot be started
   */
  public Engine start() {
    Map<String, Engine> started = new LinkedHashMap<>();
    try {
      engines.forEach((name, engine) -> started.put(name.jsonName(), engine.start()));
      if (started.get(TesseractCatalog.ENGINE_NAME) instanceof TesseractEngine tesseract
          && started.get(EngineName.ONNX.jsonName()) instanceof PageImages.Readers second) {
        started.put(AutoCatalog.ENGINE_NAME, new AutoEngine(auto, tesseract, second));
      }
      return new Engines(started);
    } catch (RuntimeException | Error e) {
      started.values().forEach(Engine::close);
      throw e;
    }
  }
}
