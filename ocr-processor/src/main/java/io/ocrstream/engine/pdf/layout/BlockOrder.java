/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Sorts the blocks of a page: none comes before one that is above it, or beside it where reading
 * starts. Apart from that the drawing order is kept, but a column is finished first.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> its time grows with the square of the blocks.
 */
final class BlockOrder {
  /**
   * Minimum overlap of two blocks, as a part of the smaller one, for one to be above or beside the
   * other.
   */
  private static final double MIN_OVERLAP = 0.5;

  private final List<Place> places;
  private final boolean rightToLeft;

  private BlockOrder(List<Extent> extents, boolean rightToLeft) {
    this.places = extents.stream().map(extent -> Place.of(extent, extents)).toList();
    this.rightToLeft = rightToLeft;
  }

  /**
   * Returns the rows of {@code blocks} in reading order.
   *
   * @param blocks blocks in drawing order
   * @param rightToLeft whether columns are read from right to left
   */
  static List<TextRow> of(List<List<TextRow>> blocks, boolean rightToLeft) {
    List<Extent> extents = blocks.stream().map(Extent::of).toList();
    List<TextRow> ordered = new ArrayList<>();
    new BlockOrder(extents, rightToLeft).order().forEach(i -> ordered.addAll(blocks.get(i)));
    return ordered;
  }

  private List<Integer> order() {
    int[] before = new int[places.size()];
    for (int i = 0; i < before.length; i++) {
      for (int other = 0; other < before.length; other++) {
        before[i] += isBefore(other, i) ? 1 : 0;
      }
    }
    List<Integer> ordered = new ArrayList<>();
    boolean[] placed = new boolean[before.length];
    while (ordered.size() < before.length) {
      int next = next(ordered, placed, before);
      placed[next] = true;
      ordered.add(next);
      for (int i = 0; i < before.length; i++) {
        before[i] -= isBefore(next, i) ? 1 : 0;
      }
    }
    return ordered;
  }

  /* Overlapping blocks may all come before each other; then the drawing order decides. */
  private int next(List<Integer> ordered, boolean[] placed, int[] before) {
    if (!ordered.isEmpty()) {
      int below = ordered.get(ordered.size() - 1) + 1;
      if (below < placed.length
          && !placed[below]
          && before[below] == 0
          && places.get(below - 1).extent.isAbove(places.get(below).extent)) {
        return below;
      }
    }
    int first = -1;
    for (int i = 0; i < placed.length; i++) {
      if (!placed[i] && before[i] == 0) {
        return i;
      }
      first = first < 0 && !placed[i] ? i : first;
    }
    return first;
  }

  private boolean isBefore(int one, int other) {
    Place first = places.get(one);
    Place second = places.get(other);
    return one != other
        && (first.isAbove(second)
            || (rightToLeft
                ? second.extent.isLeftOf(first.extent)
                : first.extent.isLeftOf(second.extent)));
  }

  /**
   * A block among those of its page.
   *
   * @param isFirst whether it is above all others, such as a heading, and so above each column
   * @param isLast whether it is below all others
   */
  private record Place(Extent extent, boolean isFirst, boolean isLast) {
    static Place of(Extent extent, List<Extent> all) {
      return new Place(
          extent,
          all.stream().allMatch(other -> other.equals(extent) || extent.endsBefore(other)),
          all.stream().allMatch(other -> other.equals(extent) || other.endsBefore(extent)));
    }

    boolean isAbove(Place other) {
      return !equals(other) && (isFirst || other.isLast || extent.isAbove(other.extent));
    }
  }

  /** The bounds of a block, in the direction of its lines. */
  private record Extent(int direction, double start, double end, double top, double foot) {
    static Extent of(List<TextRow> block) {
      double start = block.stream().mapToDouble(TextRow::start).min().orElseThrow();
      double end = block.stream().mapToDouble(TextRow::end).max().orElseThrow();
      TextRow last = block.get(block.size() - 1);
      TextRow first = block.get(0);
      return new Extent(
          first.first().direction(), start, end, first.baseline() - first.size(), last.baseline());
    }

    /** Returns whether all of this block is higher on the page than all of {@code other}. */
    boolean endsBefore(Extent other) {
      return direction == other.direction && foot <= other.top && foot < other.foot;
    }

    boolean isAbove(Extent other) {
      double shared = Math.min(end, other.end) - Math.max(start, other.start);
      double narrower = Math.min(end - start, other.end - other.start);
      return direction == other.direction
          && foot <= other.top + (other.foot - other.top) / 4
          && foot < other.foot
          && shared > 0
          && shared >= MIN_OVERLAP * narrower;
    }

    boolean isLeftOf(Extent other) {
      double shared = Math.min(foot, other.foot) - Math.max(top, other.top);
      double lower = Math.min(foot - top, other.foot - other.top);
      return direction == other.direction
          && end <= other.start
          && shared > 0
          && shared >= MIN_OVERLAP * lower;
    }
  }
}
