/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.submit.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a moment such as {@code 2026-01-31T08:00:00Z}, or an age such as {@code 90m}. */
final class SinceOption implements ITypeConverter<Instant> {
  /** Describes the accepted forms in help texts. */
  static final String FORMS = "such as 24h (ago) or 2026-01-31T08:00:00Z";

  private final Durations ago = new Durations();

  @Override
  public Instant convert(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return before(text);
    }
  }

  private Instant before(String text) {
    try {
      return Instant.now().minus(ago.convert(text));
    } catch (DateTimeException | ArithmeticException | TypeConversionException e) {
      throw new TypeConversionException("'%s' is not a time; write one %s".formatted(text, FORMS));
    }
  }
}
