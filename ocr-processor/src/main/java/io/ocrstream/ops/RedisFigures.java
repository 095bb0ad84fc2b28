/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What Redis says of itself.
 *
 * @param connected whether it answers
 * @param keys entries; null when not known
 * @param memory as Redis writes it for people, such as {@code 1.05M}; null when not known
 * @param uptime since it started; null when not known
 */
public record RedisFigures(
    boolean connected, @Nullable Long keys, @Nullable String memory, @Nullable Duration uptime) {
  /** Redis does not answer. */
  public static final RedisFigures DISCONNECTED = new RedisFigures(false, null, null, null);
}
