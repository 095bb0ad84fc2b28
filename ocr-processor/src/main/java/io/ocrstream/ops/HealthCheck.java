/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

/**
 * A part of the process that says how it does.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> answers at once, from what it knows: a check that asks
 * over a network holds up the one thing that tells what is wrong.
 */
public interface HealthCheck {
  /** Names the part, such as {@code redis}. */
  String name();

  /** How it does now. */
  Health check();
}
