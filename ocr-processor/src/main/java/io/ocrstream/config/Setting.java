/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Describes one key of {@link Settings}.
 *
 * @param key such as {@code ocr.cache.uri}
 * @param shape one value, a list or a map
 * @param type the type of one value
 * @param optional whether the key may have no value
 * @param defaultText the default as written in {@link Settings}; null if there is none
 * @param range null if every value of the type is allowed
 * @param doc the description
 */
record Setting(
    String key,
    Shape shape,
    Class<?> type,
    boolean optional,
    @Nullable String defaultText,
    @Nullable Range range,
    Doc doc) {
  /** Tells how many values a key has. */
  enum Shape {
    /** One value. */
    SINGLE,
    /** Several values, separated by commas. */
    LIST,
    /** Any number of named values; each name follows the key. */
    MAP
  }

  /**
   * System properties that defaults may refer to. The user's name keeps temporary folders apart.
   */
  private static final List<String> PROPERTIES = List.of("java.io.tmpdir", "user.name");

  /** Returns the environment variable of this setting, such as {@code OCR_CACHE_URI}. */
  String environmentName() {
    return environmentName(key);
  }

  /** Returns the environment variable of {@code key}. */
  static String environmentName(String key) {
    return key.replace("\"", "").replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Returns the default with the system properties filled in. */
  Optional<String> defaultValue() {
    return Optional.ofNullable(defaultText).map(Setting::filledIn);
  }

  private static String filledIn(String text) {
    String filled = text;
    for (String property : PROPERTIES) {
      filled = filled.replace("${" + property + "}", System.getProperty(property));
    }
    return filled;
  }

  /** Returns whether {@code text} removes the value of an optional setting. */
  boolean clears(String text) {
    return optional && text.isBlank();
  }

  /** Returns the rule that {@code text} violates; empty if {@code text} is a valid value. */
  Optional<String> ruleBrokenBy(String text) {
    if (shape == Shape.MAP || clears(text)) {
      return Optional.empty();
    }
    try {
      List<String> elements = shape == Shape.LIST ? ValueList.split(text) : List.of(text);
      return elements.stream()
          .map(element -> outside(ValueParser.parse(type, element)))
          .flatMap(Optional::stream)
          .findFirst();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private Optional<String> outside(Object value) {
    if (range == null) {
      return Optional.empty();
    }
    boolean inside =
        compare(value, ValueParser.parse(type, range.min())) >= 0
            && compare(value, ValueParser.parse(type, range.max())) <= 0;
    return inside
        ? Optional.empty()
        : Optional.of("must be from %s to %s".formatted(range.min(), range.max()));
  }

  @SuppressWarnings("unchecked") // both values were parsed as this setting's type
  private static int compare(Object left, Object right) {
    return ((Comparable<Object>) left).compareTo(right);
  }

  /** Returns {@code text} as SmallRye reads it, without spaces around values. */
  String normalised(String text) {
    return switch (shape) {
      case SINGLE -> text.strip();
      case LIST ->
          ValueList.split(text).stream().map(ValueList::escape).collect(Collectors.joining(","));
      case MAP -> text;
    };
  }
}
