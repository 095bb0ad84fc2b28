/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.TextLayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Engine settings with a few changes to the defaults. */
public record TestSettings(
    EngineName name,
    Path installDir,
    int maxPages,
    int maxPixels,
    int maxEdge,
    int recyclePages,
    EngineConfig.Onnx onnx)
    implements EngineConfig {
  /** Unpacked once for all tests of a build, beside its classes. */
  public static final Path INSTALL_DIR = Path.of("target", "engine").toAbsolutePath();

  public static TestSettings defaults() {
    return new TestSettings(
        EngineName.TESSERACT, INSTALL_DIR, 500, 100_000_000, 32_000, 200, OnnxSettings.bundled());
  }

  TestSettings withMaxPages(int pages) {
    return new TestSettings(name, installDir, pages, maxPixels, maxEdge, recyclePages, onnx);
  }

  TestSettings withMaxPixels(int pixels) {
    return new TestSettings(name, installDir, maxPages, pixels, maxEdge, recyclePages, onnx);
  }

  TestSettings withMaxEdge(int edge) {
    return new TestSettings(name, installDir, maxPages, maxPixels, edge, recyclePages, onnx);
  }

  TestSettings withRecyclePages(int pages) {
    return new TestSettings(name, installDir, maxPages, maxPixels, maxEdge, pages, onnx);
  }

  @Override
  public EngineConfig.Isolation isolation() {
    return EngineConfig.Isolation.IN_PROCESS;
  }

  @Override
  public EngineConfig.Sandbox sandbox() {
    return EngineConfig.Sandbox.OFF;
  }

  @Override
  public EngineConfig.Child child() {
    // Starting a child is expensive, and tests with these settings lose none.
    return SettingsLoader.of(Map.of("ocr.engine.child.spares", "0")).engine().child();
  }

  TestSettings withOnnx(EngineConfig.Onnx settings) {
    return new TestSettings(name, installDir, maxPages, maxPixels, maxEdge, recyclePages, settings);
  }

  public TestSettings withName(EngineName engine) {
    return new TestSettings(engine, installDir, maxPages, maxPixels, maxEdge, recyclePages, onnx);
  }

  @Override
  public EngineConfig.Effort effort() {
    return EngineConfig.Effort.BALANCED;
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
