/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Several values in one text, separated by commas; a comma within a value is written {@code \,}.
 */
final class ValueList {
  /** Most values of one setting. */
  static final int MAX_ELEMENTS = 1000;

  private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\),");

  private ValueList() {}

  /**
   * The values, without the spaces around them.
   *
   * @throws IllegalArgumentException if one is empty, or there are too many
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
      throw new IllegalArgumentException("give at most %d values".formatted(MAX_ELEMENTS));
    }
    return elements;
  }

  /** {@code element} such that SmallRye's splitting gives it back. */
  static String escape(String element) {
    return element.replace("\\", "\\\\").replace(",", "\\,");
  }
}
