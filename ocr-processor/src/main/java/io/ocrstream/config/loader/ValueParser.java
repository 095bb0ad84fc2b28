/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import io.ocrstream.config.DataSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Parses the one accepted spelling of each type of setting. A rejected text raises an {@link
 * IllegalArgumentException} whose message states the expected form and never repeats the text,
 * which may be secret.
 *
 * <p><b>Threading:</b> any.
 */
public final class ValueParser {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,10}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");

  /*
  A number and a unit: a bare number leaves the unit open, and ISO 8601 (PT0.025S) is
  hard to write by hand.
  */
  private static final Pattern DURATION = Pattern.compile("(\\d{1,12}) ?(ms|s|m|h|d)");

  private static final Map<Class<?>, Function<String, Object>> PARSERS =
      Map.of(
          int.class, ValueParser::wholeNumber,
          double.class, ValueParser::number,
          boolean.class, ValueParser::truth,
          Duration.class, ValueParser::duration,
          DataSize.class, ValueParser::size,
          Path.class, ValueParser::path,
          String.class, ValueParser::text);

  private ValueParser() {}

  /**
   * Parses {@code text} as a {@code type}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  static Object parse(Class<?> type, String text) {
    if (type.isEnum()) {
      return choice(type, text.strip());
    }
    Function<String, Object> parser = PARSERS.get(type);
    if (parser == null) {
      throw new IllegalStateException("no spelling for settings of " + type);
    }
    return parser.apply(text.strip());
  }

  /** Returns the name of {@code type} in the documentation. */
  static String describe(Class<?> type) {
    if (type.isEnum()) {
      return choices(type);
    }
    return Map.<Class<?>, String>of(
            int.class, "whole number",
            double.class, "number",
            boolean.class, "`true` or `false`",
            Duration.class, "duration",
            DataSize.class, "size",
            Path.class, "path",
            String.class, "text")
        .getOrDefault(type, type.getSimpleName());
  }

  /** Parses a duration such as {@code 25ms}, {@code 30s} or {@code 5m}. */
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "write a number and one unit of ms, s, m, h, d, such as 25ms, 30s, 5m or 2h");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static Object size(String text) {
    try {
      return DataSize.parse(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "write a number and one unit of B, KiB, MiB, GiB, such as 64KiB or 100MiB", e);
    }
  }

  private static Object wholeNumber(String text) {
    if (!WHOLE_NUMBER.matcher(text).matches()
        || Long.parseLong(text) != (int) Long.parseLong(text)) {
      throw new IllegalArgumentException("write a whole number, such as 8");
    }
    return Integer.parseInt(text);
  }

  private static Object number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("write a number, such as 0.1");
    }
    return Double.parseDouble(text);
  }

  private static Object truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("write true or false");
    };
  }

  private static Object path(String text) {
    return Path.of(text(text));
  }

  private static String text(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("write a value, or remove the key");
    }
    return text;
  }

  private static Object choice(Class<?> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> spelling(constant).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("write " + choices(type)));
  }

  private static String choices(Class<?> type) {
    List<Object> constants = List.of(type.getEnumConstants());
    return constants.stream()
        .map(constant -> "`" + spelling(constant) + "`")
        .collect(Collectors.joining(" or "));
  }

  private static String spelling(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
