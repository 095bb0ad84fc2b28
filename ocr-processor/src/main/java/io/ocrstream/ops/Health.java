/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import java.util.Locale;

/**
 * Holds the health of a part.
 *
 * @param status the overall status
 * @param detail a phrase for people, without secrets
 */
public record Health(Status status, String detail) {
  /** Lists the statuses, from best to worst. */
  public enum Status {
    /** The part works. */
    UP,
    /** Work continues without the part, or at a lower rate. */
    DEGRADED,
    /** Work has stopped. */
    DOWN;

    /** Returns the name in lower case, as in answers. */
    public String jsonName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the health of a part that works. */
  public static Health up(String detail) {
    return new Health(Status.UP, detail);
  }

  /** Returns the health of a part without which work continues. */
  public static Health degraded(String detail) {
    return new Health(Status.DEGRADED, detail);
  }

  /** Returns the health of a part without which work stops. */
  public static Health down(String detail) {
    return new Health(Status.DOWN, detail);
  }
}
