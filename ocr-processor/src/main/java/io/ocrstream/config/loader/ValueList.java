/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Splits a comma-separated list. A comma within a value is written {@code \,}. */
final class ValueList {
  /** Maximum number of values of one setting. */
  static final int MAX_ELEMENTS = 1000;

  private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\),");

  private ValueList() {}

  /**
   * Returns the values without surrounding spaces.
   *
   * @throws IllegalArgumentException if a value is empty or there are too many values
   */
  static List<String> split(String text) {
    List<String> elements =
        Arrays.stream(SEPARATOR.split(text, -1))
            .map(element -> element.strip().replace("\\,", ","))
            .toList();
    if (elements.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("write values separated by single commas");
    }
    if (elements.size() > MAX_ELEMENTS) {
      throw new IllegalArgumentException("write at most %d values".formatted(MAX_ELEMENTS));
    }
    return elements;
  }
}
