/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

/**
 * Signals that an engine cannot work on this machine: native libraries for the platform are
 * missing, or cannot be unpacked or loaded. It is thrown at start, so that it is never reported as
 * a document's failure.
 */
public final class EngineUnavailableException extends RuntimeException {
  /** Creates an exception whose {@code message} says how to repair the installation. */
  public EngineUnavailableException(String message) {
    super(message);
  }

  /** Creates an exception whose {@code message} says how to repair the installation. */
  public EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
