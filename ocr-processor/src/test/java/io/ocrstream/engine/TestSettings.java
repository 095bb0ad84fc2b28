/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.config.Settings;
import io.ocrstream.config.SettingsLoader;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.TextLayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Engine settings with a few changes over the defaults. */
record TestSettings(Path installDir, int maxPages, int maxPixels, int maxEdge, int recyclePages)
    implements Settings.Engine {
  /** Unpacked once for all tests of a build, beside its classes. */
  static final Path INSTALL_DIR = Path.of("target", "engine").toAbsolutePath();

  static TestSettings defaults() {
    return new TestSettings(INSTALL_DIR, 500, 100_000_000, 32_000, 200);
  }

  TestSettings withMaxPages(int pages) {
    return new TestSettings(installDir, pages, maxPixels, maxEdge, recyclePages);
  }

  TestSettings withMaxPixels(int pixels) {
    return new TestSettings(installDir, maxPages, pixels, maxEdge, recyclePages);
  }

  TestSettings withMaxEdge(int edge) {
    return new TestSettings(installDir, maxPages, maxPixels, edge, recyclePages);
  }

  TestSettings withRecyclePages(int pages) {
    return new TestSettings(installDir, maxPages, maxPixels, maxEdge, pages);
  }

  @Override
  public Settings.Isolation isolation() {
    return Settings.Isolation.IN_PROCESS;
  }

  @Override
  public Settings.EngineChild child() {
    return SettingsLoader.of(Map.of()).engine().child();
  }

  @Override
  public EngineName name() {
    return EngineName.TESSERACT;
  }

  @Override
  public TextLayer textLayer() {
    return TextLayer.AUTO;
  }

  @Override
  public List<String> languages() {
    return List.of("eng");
  }

  @Override
  public Optional<Path> modelsDir() {
    return Optional.empty();
  }

  @Override
  public int pdfDpi() {
    return 300;
  }

  @Override
  public Duration pageTimeout() {
    return Duration.ofMinutes(2);
  }
}
