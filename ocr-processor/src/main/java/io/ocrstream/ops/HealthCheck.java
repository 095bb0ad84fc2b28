/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import java.util.function.Supplier;

/**
 * Reports the health of one part of the process.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> must return at once, from memory: a check that waits for
 * the network would delay the answer that shows what is wrong.
 *
 * @param name name of the part, such as {@code redis}
 * @param health supplies the current health
 */
public record HealthCheck(String name, Supplier<Health> health) {
  /** Returns the current health. */
  public Health check() {
    return health.get();
  }
}
