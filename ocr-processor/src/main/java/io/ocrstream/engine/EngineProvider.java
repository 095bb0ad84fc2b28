/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.EngineName;
import java.util.Optional;

/**
 * An engine that may be installed, found by {@link java.util.ServiceLoader}: so that every process
 * that reads knows the same ones, and none has to name them.
 *
 * <p><b>Threading:</b> any.
 */
public interface EngineProvider {
  /** The engine's name. */
  EngineName name();

  /**
   * The engine, if what it needs is here.
   *
   * @throws EngineUnavailableException if it is, but cannot be used
   */
  Optional<Installed> find(Settings.Engine settings);

  /** An engine that is installed. */
  interface Installed {
    /** What it would read with. */
    EngineCatalog catalog();

    /**
     * Loads what it needs to read.
     *
     * @throws EngineUnavailableException if that cannot be
     */
    Engine start();
  }
}
