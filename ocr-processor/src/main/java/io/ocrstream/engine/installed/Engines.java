/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.installed;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Combines several engines to one. Each document is read by the engine that its description names.
 *
 * <p><b>Threading:</b> any.
 */
final class Engines implements Engine {
  private final Map<String, Engine> byName;

  Engines(Map<String, Engine> byName) {
    this.byName = Map.copyOf(byName);
  }

  @Override
  public Outcome<Document> open(Path file, EngineInfo info) {
    Engine engine = byName.get(info.name());
    return engine == null ? missing() : engine.open(file, info);
  }

  @Override
  public Optional<Outcome<Document>> openIfIdle(Path file, EngineInfo info) {
    Engine engine = byName.get(info.name());
    return engine == null ? Optional.empty() : engine.openIfIdle(file, info);
  }

  private static Outcome<Document> missing() {
    return Outcome.failed(
        Problem.of(
            FailureCode.UNSUPPORTED_OPTION,
            "The requested engine is not installed on this worker"));
  }

  @Override
  public void close() {
    byName.values().forEach(Engine::close);
  }
}
