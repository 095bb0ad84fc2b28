/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that Redis was lost and once that it is back; the rest is counted elsewhere.
 *
 * <p><b>Threading:</b> any.
 */
final class Availability {
  private static final Logger LOG = LoggerFactory.getLogger(RedisCache.class);

  private enum State {
    UNKNOWN,
    UP,
    DOWN
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.UNKNOWN);

  void up() {
    State before = state.getAndSet(State.UP);
    if (before == State.UNKNOWN) {
      LOG.info("Redis is connected");
    } else if (before == State.DOWN) {
      LOG.info("Redis is back");
    }
  }

  /**
   * @param reason a few words; no URI, no message of a library, which may quote one
   */
  void down(String reason) {
    if (state.getAndSet(State.DOWN) != State.DOWN) {
      LOG.warn("Redis is not available ({}); look-ups are misses until it is back", reason);
    }
  }
}
