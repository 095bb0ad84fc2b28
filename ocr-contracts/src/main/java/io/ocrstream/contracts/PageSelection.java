/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Selects pages of a document, written {@code all} or {@code 1-3,7,9-}. Page numbers start at 1.
 * Ranges are sorted and merged, so that two spellings of the same selection are equal and share a
 * cache entry.
 *
 * @param ranges sorted, disjoint and not adjacent
 */
public record PageSelection(List<Range> ranges) {
  /** Maximum number of ranges in one selection. */
  public static final int MAX_RANGES = 100;

  /** Selects every page. */
  public static final PageSelection ALL =
      new PageSelection(List.of(new Range(1, Integer.MAX_VALUE)));

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:(-)(\\d{1,9})?)?");

  /**
   * Holds the pages from {@code first} to {@code last}, both included.
   *
   * @param first at least 1
   * @param last at least {@code first}; {@code Integer.MAX_VALUE} for an open end
   */
  public record Range(int first, int last) {
    @Override
    public String toString() {
      if (first == last) {
        return Integer.toString(first);
      }
      return first + "-" + (last == Integer.MAX_VALUE ? "" : last);
    }
  }

  /** Copies the list. */
  public PageSelection {
    ranges = List.copyOf(ranges);
  }

  /** Parses the written form; empty if invalid or with more than {@link #MAX_RANGES} ranges. */
  public static Optional<PageSelection> parse(String text) {
    if (text.equals("all")) {
      return Optional.of(ALL);
    }
    String[] parts = text.split(",", -1);
    if (parts.length > MAX_RANGES) {
      return Optional.empty();
    }
    List<Range> ranges = new ArrayList<>();
    for (String part : parts) {
      Optional<Range> range = parseRange(part.strip());
      if (range.isEmpty()) {
        return Optional.empty();
      }
      ranges.add(range.get());
    }
    return Optional.of(new PageSelection(joined(ranges)));
  }

  private static Optional<Range> parseRange(String text) {
    Matcher matcher = RANGE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int first = Integer.parseInt(matcher.group(1));
    int last = first;
    if (matcher.group(2) != null) {
      String end = matcher.group(3);
      last = end == null ? Integer.MAX_VALUE : Integer.parseInt(end);
    }
    return first >= 1 && first <= last ? Optional.of(new Range(first, last)) : Optional.empty();
  }

  private static List<Range> joined(List<Range> ranges) {
    List<Range> joined = new ArrayList<>();
    for (Range next : ranges.stream().sorted(Comparator.comparingInt(Range::first)).toList()) {
      int end = joined.size() - 1;
      // Added as a long, because an open end is Integer.MAX_VALUE and would overflow.
      if (end >= 0 && next.first() <= (long) joined.get(end).last() + 1) {
        Range before = joined.get(end);
        joined.set(end, new Range(before.first(), Math.max(before.last(), next.last())));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static PageSelection fromJson(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a page selection"));
  }

  @Override
  @JsonValue
  public String toString() {
    return equals(ALL)
        ? "all"
        : ranges.stream().map(Range::toString).collect(Collectors.joining(","));
  }
}
