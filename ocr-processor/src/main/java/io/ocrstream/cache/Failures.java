/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a failure of Lettuce says that may be logged: its messages quote hosts and commands. */
final class Failures {
  private static final Pattern CODE = Pattern.compile("([A-Z]{2,20})\\b.*", Pattern.DOTALL);
  private static final int MOST_CAUSES = 20;

  private Failures() {}

  /** Redis's own error code, such as {@code WRONGPASS}, else the deepest cause's class. */
  static String reason(Throwable failure) {
    Throwable deepest = failure;
    for (int i = 0; i < MOST_CAUSES; i++) {
      if (deepest instanceof RedisCommandExecutionException reply) {
        return code(reply);
      }
      Throwable cause = deepest.getCause();
      if (cause == null) {
        break;
      }
      deepest = cause;
    }
    return deepest.getClass().getSimpleName();
  }

  /** The first word of an error reply, such as {@code WRONGTYPE}; {@code ERR} without one. */
  static String code(RedisCommandExecutionException reply) {
    String message = reply.getMessage();
    Matcher matcher = CODE.matcher(message == null ? "" : message);
    return matcher.matches() ? matcher.group(1) : "ERR";
  }
}
