/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses durations such as {@code 90m}, {@code 24h}, {@code 2d} and {@code PT36H}. */
final class DurationOption implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    String iso = upper.startsWith("P") ? upper : upper.endsWith("D") ? "P" + upper : "PT" + upper;
    try {
      Duration duration = Duration.parse(iso);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Reported below, like a negative duration.
    }
    throw new TypeConversionException("write a duration such as 90m, 24h or 2d");
  }
}
