/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.engine.EngineUnavailableException;

/** A child whose engine is unavailable, with a message of this project. */
public final class UnavailableChild {
  static final String REASON = "The engine's libraries cannot be loaded: said by a test.";

  private UnavailableChild() {}

  /** Runs the child. */
  public static void main(String[] arguments) {
    ChildMain.run(
        (settings, engines) -> {
          throw new EngineUnavailableException(REASON);
        });
  }
}
