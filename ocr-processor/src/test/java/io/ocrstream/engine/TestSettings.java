/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.config.ChangedSettings;
import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.EngineName;
import java.nio.file.Path;
import java.util.Map;

/** Engine settings with a few changes to the defaults. */
public interface TestSettings extends EngineConfig {
  /** Unpacked once for all tests of a build, beside its classes. */
  Path INSTALL_DIR = Path.of("target", "engine").toAbsolutePath();

  static TestSettings defaults() {
    // Starting a child is expensive, and tests with these settings lose none.
    EngineConfig engine = SettingsLoader.of(Map.of("ocr.engine.child.spares", "0")).engine();
    return ChangedSettings.of(
        TestSettings.class,
        engine,
        Map.of(
            "name", EngineName.TESSERACT,
            "installDir", INSTALL_DIR,
            "isolation", EngineConfig.Isolation.IN_PROCESS,
            "sandbox", EngineConfig.Sandbox.OFF,
            "onnx", OnnxSettings.bundled()));
  }

  private TestSettings with(String name, Object value) {
    return ChangedSettings.of(TestSettings.class, this, Map.of(name, value));
  }

  default TestSettings withMaxPages(int pages) {
    return with("maxPages", pages);
  }

  default TestSettings withMaxPixels(int pixels) {
    return with("maxPixels", pixels);
  }

  default TestSettings withMaxEdge(int edge) {
    return with("maxEdge", edge);
  }

  default TestSettings withRecyclePages(int pages) {
    return with("recyclePages", pages);
  }

  default TestSettings withOnnx(EngineConfig.Onnx settings) {
    return with("onnx", settings);
  }

  default TestSettings withName(EngineName engine) {
    return with("name", engine);
  }
}
