/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs changes of Redis's availability: once when Redis is lost, once for each reason why it
 * refuses the connection, and once when it is back. Other events appear only in metrics.
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
   * Logs the loss of Redis, once until {@link #up}.
   *
   * @param reason a few words, without URIs and without messages of a library, which may quote one
   */
  void down(String reason) {
    if (state.getAndSet(State.DOWN) != State.DOWN) {
      LOG.warn("Redis is not available ({}); look-ups are misses until it is back", reason);
    }
  }

  /**
   * Logs a refused connection, which only an operator can fix. A code is logged once until another
   * code follows or a connection opens.
   *
   * @param code the error code of Redis, such as {@code WRONGPASS}
   */
  void refused(String code) {
    down(code);
    if (!refusal.getAndSet(code).equals(code)) {
      LOG.warn("Redis rejects the connection with {}", code);
    }
  }
}
