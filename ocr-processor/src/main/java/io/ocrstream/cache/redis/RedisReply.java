/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import java.util.Locale;
import java.util.function.Function;

/**
 * The outcome of a command to Redis.
 *
 * @param <T> type of the value that the command returns
 */
sealed interface RedisReply<T> {
  /** Returns the result of the function for this case. */
  default <R> R fold(
      Function<T, R> value, Function<String, R> refused, Function<OutageReason, R> unanswered) {
    if (this instanceof Value<T> answer) {
      return value.apply(answer.value());
    }
    return this instanceof Refused<T> error
        ? refused.apply(error.code())
        : unanswered.apply(((Unanswered<T>) this).reason());
  }

  /** Redis answered with a value. */
  record Value<T>(T value) implements RedisReply<T> {}

  /**
   * Redis answered with an error.
   *
   * @param code the error code, such as {@code OOM}
   */
  record Refused<T>(String code) implements RedisReply<T> {}

  /** Redis gave no answer. */
  record Unanswered<T>(OutageReason reason) implements RedisReply<T> {}

  /** The reason for an outage, used as a tag of a metric. */
  enum OutageReason {
    /** There is no connection at the moment. */
    DISCONNECTED,
    /** Too many commands are in flight. */
    TOO_MANY_PENDING,
    /** The circuit breaker is open. */
    BREAKER_OPEN,
    /** Redis did not answer within the deadline. */
    DEADLINE,
    /** The connection ended or failed while the command was in flight. */
    CONNECTION_LOST,
    /** Redis answered with an error. */
    REFUSED;

    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
