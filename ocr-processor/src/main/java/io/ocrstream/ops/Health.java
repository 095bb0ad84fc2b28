/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import java.util.Locale;

/**
 * How a part does.
 *
 * @param status as a whole
 * @param detail one sentence for people, without secrets
 */
public record Health(Status status, String detail) {
  /** Worse ones come later. */
  public enum Status {
    /** As it should. */
    UP,
    /** The work goes on without it, or with less of it. */
    DEGRADED,
    /** The work does not go on. */
    DOWN;

    /** Lower case, as in answers. */
    public String jsonName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** As it should. */
  public static Health up(String detail) {
    return new Health(Status.UP, detail);
  }

  /** The work goes on without it. */
  public static Health degraded(String detail) {
    return new Health(Status.DEGRADED, detail);
  }

  /** The work does not go on. */
  public static Health down(String detail) {
    return new Health(Status.DOWN, detail);
  }
}
