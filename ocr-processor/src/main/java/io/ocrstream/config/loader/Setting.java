/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import io.ocrstream.config.Doc;
import io.ocrstream.config.Range;
import io.ocrstream.config.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /**
   * Returns the value among valid {@code texts}, or else the default.
   *
   * @param texts by key; the name of a map's entry follows the key, quoted
   */
  Object value(Map<String, String> texts) {
    if (shape == Shape.MAP) {
      return entries(texts);
    }
    Optional<Object> value =
        Optional.ofNullable(texts.get(key)).or(this::defaultValue).map(this::parsed);
    return optional
        ? value
        : value.orElseThrow(() -> new IllegalStateException(key + " has no default"));
  }

  private Object parsed(String text) {
    return shape == Shape.LIST
        ? ValueList.split(text).stream().map(element -> ValueParser.parse(type, element)).toList()
        : ValueParser.parse(type, text);
  }

  private Map<String, String> entries(Map<String, String> texts) {
    String prefix = key + ".\"";
    return texts.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .collect(
            Collectors.toUnmodifiableMap(
                entry -> entry.getKey().substring(prefix.length(), entry.getKey().length() - 1),
                Map.Entry::getValue));
  }
}
