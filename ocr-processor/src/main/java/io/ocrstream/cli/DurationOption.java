/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as settings have them: {@code 90m}, {@code 24h}, {@code 2d}, {@code PT36H}. */
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
      // Said below, as for a negative one.
    }
    throw new TypeConversionException("write a time such as 90m, 24h or 2d");
  }
}
