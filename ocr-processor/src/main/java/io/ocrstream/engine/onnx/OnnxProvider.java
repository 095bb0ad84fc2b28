/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.EngineProvider;
import java.util.Optional;

/**
 * Provides the ONNX engine if its models are installed.
 *
 * <p><b>Threading:</b> any.
 */
public final class OnnxProvider implements EngineProvider {
  @Override
  public EngineName name() {
    return EngineName.ONNX;
  }

  @Override
  public Optional<Installed> find(EngineConfig settings) {
    return OnnxCatalog.of(settings).map(catalog -> new Found(settings, catalog));
  }

  private record Found(EngineConfig settings, OnnxCatalog models) implements Installed {
    @Override
    public EngineCatalog catalog() {
      return models;
    }

    @Override
    public Engine start() {
      return OnnxEngine.start(settings, models);
    }
  }
}
