/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know of one key of {@link Settings}.
 *
 * @param key such as {@code ocr.cache.uri}
 * @param shape one value, several, or values under names of their own
 * @param type of one value
 * @param optional whether it may have none
 * @param defaultText as written in {@link Settings}; null where it has none
 * @param range null where every value of the type is allowed
 * @param doc what it is for
 */
record Setting(
    String key,
    Shape shape,
    Class<?> type,
    boolean optional,
    @Nullable String defaultText,
    @Nullable Range range,
    Doc doc) {
  /** How many values a key has. */
  enum Shape {
    /** One. */
    SINGLE,
    /** Several, separated by commas. */
    LIST,
    /** Any number, each under a name behind the key. */
    MAP
  }

  /** What defaults refer to: the temporary folder, where each user needs one of its own. */
  private static final List<String> PROPERTIES = List.of("java.io.tmpdir", "user.name");

  /** The environment variable that gives it, such as {@code OCR_CACHE_URI}. */
  String environmentName() {
    return environmentName(key);
  }

  /** The environment variable that gives {@code key}. */
  static String environmentName(String key) {
    return key.replace("\"", "").replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** The default with the system properties filled in. */
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

  /** Whether {@code text} stands for no value at all. */
  boolean clears(String text) {
    return optional && text.isBlank();
  }

  /** The rule that {@code text} breaks; empty if it is a value of this setting. */
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

  @SuppressWarnings("unchecked") // both were parsed as this setting's type
  private static int compare(Object left, Object right) {
    return ((Comparable<Object>) left).compareTo(right);
  }

  /** The form in which SmallRye reads {@code text}: without spaces around values. */
  String normalised(String text) {
    return switch (shape) {
      case SINGLE -> text.strip();
      case LIST ->
          ValueList.split(text).stream().map(ValueList::escape).collect(Collectors.joining(","));
      case MAP -> text;
    };
  }
}
