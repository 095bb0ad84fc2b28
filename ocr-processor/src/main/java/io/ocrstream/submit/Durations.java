/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.config.loader.ValueParser;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses {@code 500ms}, {@code 90s}, {@code 10m}, {@code 2h} or {@code 1d}. */
public final class Durations implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      Duration duration = ValueParser.duration(text);
      if (!duration.isZero()) {
        return duration;
      }
    } catch (IllegalArgumentException e) {
      // Reported below, like a duration of zero.
    }
    throw new TypeConversionException(
        "'%s' is not a duration such as 500ms, 90s, 10m, 2h or 1d".formatted(text));
  }
}
