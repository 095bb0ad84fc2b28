/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Extracts what may be logged from exceptions of Lettuce, whose messages quote hosts and commands.
 */
public final class RedisErrors {
  private static final Pattern CODE = Pattern.compile("([A-Z]{2,20})\\b.*", Pattern.DOTALL);
  private static final int MAX_CAUSES = 20;

  private RedisErrors() {}

  /**
   * Returns the error code of Redis, such as {@code WRONGPASS}; empty if the exception does not
   * come from a reply.
   */
  public static Optional<String> refusal(Throwable failure) {
    return causes(failure)
        .filter(RedisCommandExecutionException.class::isInstance)
        .map(reply -> code((RedisCommandExecutionException) reply))
        .findFirst();
  }

  /** Returns the simple class name of the deepest cause. */
  public static String reason(Throwable failure) {
    Throwable deepest = causes(failure).reduce(failure, (outer, inner) -> inner);
    return deepest.getClass().getSimpleName();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    // The number of causes is limited, because causes may form a cycle.
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX_CAUSES);
  }

  /**
   * Returns the first word of an error reply, such as {@code WRONGTYPE}; {@code ERR} if the reply
   * does not start with a code.
   */
  static String code(RedisCommandExecutionException reply) {
    String message = reply.getMessage();
    Matcher matcher = CODE.matcher(message == null ? "" : message);
    return matcher.matches() ? matcher.group(1) : "ERR";
  }
}
