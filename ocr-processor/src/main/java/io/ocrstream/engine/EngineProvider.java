/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.contracts.EngineName;
import java.util.Optional;

/**
 * Provides an engine that may be installed. Providers are found by {@link java.util.ServiceLoader},
 * so that workers and their child processes know the same engines.
 *
 * <p><b>Threading:</b> any.
 */
public interface EngineProvider {
  /** Returns the engine's name. */
  EngineName name();

  /**
   * Returns the engine; empty if it is not installed.
   *
   * @throws EngineUnavailableException if it is installed but unusable
   */
  Optional<Installed> find(EngineConfig settings);

  /** An installed engine. */
  interface Installed {
    /** Returns the engine's catalog. */
    EngineCatalog catalog();

    /**
     * Loads libraries and models, and starts the engine.
     *
     * @throws EngineUnavailableException if that fails
     */
    Engine start();
  }
}
