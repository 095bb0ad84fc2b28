/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

/**
 * The engine cannot work on this machine at all: no natives for its platform, or they cannot be
 * unpacked or loaded. Thrown at start, so that no document is ever blamed for it.
 */
public final class EngineUnavailableException extends RuntimeException {
  /** {@code message} says what to do about it. */
  public EngineUnavailableException(String message) {
    super(message);
  }

  /** {@code message} says what to do about it. */
  public EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
