/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Holds the figures that Redis reports.
 *
 * @param connected whether Redis answers
 * @param keys number of entries; null if unknown
 * @param memory used memory as Redis formats it, such as {@code 1.05M}; null if unknown
 * @param uptime time since its start; null if unknown
 */
public record RedisFigures(
    boolean connected, @Nullable Long keys, @Nullable String memory, @Nullable Duration uptime) {
  /** Redis does not answer. */
  public static final RedisFigures DISCONNECTED = new RedisFigures(false, null, null, null);
}
