/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Holds a metric's tag with all its possible values.
 *
 * @param name the lower-case name
 * @param values a closed list, so that the number of time series is known
 */
public record Tag(String name, List<String> values) {
  /** Copies the list. */
  public Tag {
    values = List.copyOf(values);
  }

  static Tag of(String name, String... values) {
    return new Tag(name, List.of(values));
  }

  static <E extends Enum<E>> Tag of(String name, E[] constants, Function<E, String> label) {
    return new Tag(name, Arrays.stream(constants).map(label).toList());
  }
}
