/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.config.Settings;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of the ONNX engine, for tests in its package. */
public record OnnxSettings(Optional<Path> modelsDir, int threads) implements Settings.Onnx {
  /** With the bundled models. */
  public static OnnxSettings bundled() {
    return new OnnxSettings(Optional.empty(), 1);
  }

  /** With those of a folder. */
  public static OnnxSettings of(Path folder) {
    return new OnnxSettings(Optional.of(folder), 1);
  }

  /** The same with so many threads. */
  public OnnxSettings withThreads(int count) {
    return new OnnxSettings(modelsDir, count);
  }

  /** The engine's settings with these. */
  public Settings.Engine engine() {
    return TestSettings.defaults().withOnnx(this);
  }

  /** The same with another limit of pages. */
  public Settings.Engine engineOfPages(int maxPages) {
    return TestSettings.defaults().withMaxPages(maxPages).withOnnx(this);
  }

  /** A sample document. */
  public static Path sample(String name) {
    return SampleFiles.file(name);
  }
}
