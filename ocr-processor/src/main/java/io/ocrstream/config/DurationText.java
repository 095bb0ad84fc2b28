/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Writes durations as settings do: a number and one unit, such as {@code 25ms} or {@code 5m}. */
public final class DurationText {
  private DurationText() {}

  /**
   * Returns {@code duration} in the largest unit of which it is a multiple, and in milliseconds if
   * it is a multiple of none.
   */
  public static String of(Duration duration) {
    long millis = duration.toMillis();
    return Stream.of(DAYS, HOURS, MINUTES, SECONDS)
        .filter(unit -> millis > 0 && millis % unit.toMillis(1) == 0)
        .findFirst()
        .map(unit -> unit.convert(millis, MILLISECONDS) + symbol(unit))
        .orElse(millis + "ms");
  }

  private static String symbol(TimeUnit unit) {
    return unit.name().substring(0, 1).toLowerCase(Locale.ROOT);
  }
}
