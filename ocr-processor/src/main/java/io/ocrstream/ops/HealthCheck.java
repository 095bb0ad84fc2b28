/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

/**
 * Reports the health of one part of the process.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> must return at once, from memory: a check that waits for
 * the network would delay the answer that shows what is wrong.
 */
public interface HealthCheck {
  /** Returns the name of the part, such as {@code redis}. */
  String name();

  /** Returns the current health. */
  Health check();
}
