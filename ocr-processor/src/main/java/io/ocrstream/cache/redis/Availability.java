/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that Redis was lost, once why it lets nobody in, and once that it is back; the rest is
 * counted elsewhere.
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

  private final AtomicReference<String> refusal = new AtomicReference<>("");

  void up() {
    refusal.set("");
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

  /**
   * A connection was refused, which only people can mend: said once for each code in a row.
   *
   * @param code Redis's own error code, such as {@code WRONGPASS}
   */
  void refused(String code) {
    down(code);
    if (!refusal.getAndSet(code).equals(code)) {
      LOG.warn("Redis refuses the connection with {}", code);
    }
  }
}
