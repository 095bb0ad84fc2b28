/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.config.EngineConfig;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of the ONNX engine for tests. */
public record OnnxSettings(Optional<Path> modelsDir, int threads) implements EngineConfig.Onnx {
  /** Returns settings with the bundled models. */
  public static OnnxSettings bundled() {
    return new OnnxSettings(Optional.empty(), 1);
  }

  /** Returns settings with the models of a folder. */
  public static OnnxSettings of(Path folder) {
    return new OnnxSettings(Optional.of(folder), 1);
  }

  /** Returns a copy with another number of threads. */
  public OnnxSettings withThreads(int count) {
    return new OnnxSettings(modelsDir, count);
  }

  /** Returns the engine's settings. */
  public EngineConfig engine() {
    return TestSettings.defaults().withOnnx(this);
  }

  /** Returns the engine's settings with another limit of pages. */
  public EngineConfig engineOfPages(int maxPages) {
    return TestSettings.defaults().withMaxPages(maxPages).withOnnx(this);
  }

  /** Returns the path of a sample document. */
  public static Path sample(String name) {
    return SampleFiles.file(name);
  }
}
