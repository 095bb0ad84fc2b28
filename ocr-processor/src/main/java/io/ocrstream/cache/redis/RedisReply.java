/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import java.util.Locale;
import java.util.function.Function;

/**
 * How a command to Redis ended.
 *
 * @param <T> what it asks for
 */
sealed interface RedisReply<T> {
  /** One of the three, by case. */
  <R> R fold(
      Function<T, R> value, Function<String, R> refused, Function<OutageReason, R> unanswered);

  /** Redis answered. */
  record Value<T>(T value) implements RedisReply<T> {
    @Override
    public <R> R fold(
        Function<T, R> onValue, Function<String, R> refused, Function<OutageReason, R> unanswered) {
      return onValue.apply(value);
    }
  }

  /**
   * Redis answered that it will not.
   *
   * @param code its error code, such as {@code OOM}
   */
  record Refused<T>(String code) implements RedisReply<T> {
    @Override
    public <R> R fold(
        Function<T, R> value, Function<String, R> onRefused, Function<OutageReason, R> unanswered) {
      return onRefused.apply(code);
    }
  }

  /** There is no answer. */
  record Unanswered<T>(OutageReason reason) implements RedisReply<T> {
    @Override
    public <R> R fold(
        Function<T, R> value, Function<String, R> refused, Function<OutageReason, R> onUnanswered) {
      return onUnanswered.apply(reason);
    }
  }

  /** Why the cache could not be used: a metric's tag. */
  enum OutageReason {
    /** No connection at the moment. */
    DISCONNECTED,
    /** Too many commands in flight. */
    TOO_MANY_PENDING,
    /** The circuit breaker is open. */
    BREAKER_OPEN,
    /** No answer within the deadline. */
    DEADLINE,
    /** The connection ended, or failed, while the command was in flight. */
    CONNECTION_LOST,
    /** Redis answered with an error. */
    REFUSED;

    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
