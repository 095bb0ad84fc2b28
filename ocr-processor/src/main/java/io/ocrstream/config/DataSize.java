/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a number of bytes, written {@code 512B}, {@code 64KiB}, {@code 100MiB} or {@code 2GiB}.
 *
 * @param bytes not negative
 */
public record DataSize(long bytes) implements Comparable<DataSize> {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,12}) ?(B|KiB|MiB|GiB)");

  /** Rejects negative numbers. */
  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes < 0: " + bytes);
    }
  }

  /**
   * Parses the written form.
   *
   * @throws IllegalArgumentException if {@code text} has another form
   */
  public static DataSize parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a size such as 64KiB, 100MiB or 2GiB".formatted(text));
    }
    long number = Long.parseLong(matcher.group(1));
    return new DataSize(Math.multiplyExact(number, unit(matcher.group(2))));
  }

  private static long unit(String name) {
    return switch (name) {
      case "GiB" -> 1L << 30;
      case "MiB" -> 1L << 20;
      case "KiB" -> 1L << 10;
      default -> 1L;
    };
  }

  @Override
  public int compareTo(DataSize other) {
    return Long.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    for (String name : new String[] {"GiB", "MiB", "KiB"}) {
      if (bytes > 0 && bytes % unit(name) == 0) {
        return String.format(Locale.ROOT, "%d%s", bytes / unit(name), name);
      }
    }
    return bytes + "B";
  }
}
