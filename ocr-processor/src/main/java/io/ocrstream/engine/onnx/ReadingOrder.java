/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Sorts pieces of text into reading order: columns of running text one after the other, everything
 * else line by line.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> recursion is as deep as a page has gaps.
 */
final class ReadingOrder {
  /** Minimum gap between columns, in heights of a line. */
  private static final double MIN_GUTTER_LINE_HEIGHTS = 1;

  /**
   * Minimum median width of lines in a column, in heights of a line. Cells of tables are narrower.
   */
  private static final double MIN_COLUMN_WIDTH_LINE_HEIGHTS = 8;

  /** Minimum number of lines in a column. */
  private static final int MIN_COLUMN_LINES = 3;

  /** Minimum gap between paragraphs, in heights of a line. */
  private static final double MIN_PARAGRAPH_GAP_LINE_HEIGHTS = 1;

  private final double lineHeight;
  private final double skew;
  private final List<Placed> placed;

  private ReadingOrder(List<Piece> pieces) {
    this.skew = median(pieces, piece -> piece.box().angle());
    this.lineHeight = median(pieces, piece -> piece.box().height());
    this.placed =
        pieces.stream().map(piece -> new Placed(piece, piece.box().turned(-skew))).toList();
  }

  /** A piece, and its box on the deskewed page. */
  private record Placed(Piece piece, TextBox level) {}

  /** Returns the layout of {@code pieces}. */
  static ReadingOrder of(List<Piece> pieces) {
    return new ReadingOrder(pieces);
  }

  /** Returns the clockwise skew of lines in radians. */
  double skew() {
    return skew;
  }

  /** Returns the paragraphs in order, each as lines, each as pieces. */
  List<List<List<Piece>>> paragraphs() {
    List<List<List<Piece>>> paragraphs = new ArrayList<>();
    for (List<Placed> block : blocks(placed)) {
      addParagraphs(block, paragraphs);
    }
    return paragraphs;
  }

  private static <T> double median(List<T> list, ToDoubleFunction<T> value) {
    double[] values = list.stream().mapToDouble(value).sorted().toArray();
    return values.length == 0 ? 0 : values[values.length / 2];
  }

  /*
   * Splits into columns where there are any. Otherwise splits at the widest horizontal gap, where a
   * part above or below has columns.
   */
  private List<List<Placed>> blocks(List<Placed> all) {
    List<List<Placed>> columns =
        split(all, TextBox::left, TextBox::right, MIN_GUTTER_LINE_HEIGHTS * lineHeight);
    if (columns.size() == 2 && isColumn(columns.get(0)) && isColumn(columns.get(1))) {
      return joined(blocks(columns.get(0)), blocks(columns.get(1)));
    }
    List<List<Placed>> bands = split(all, TextBox::top, TextBox::bottom, 0);
    if (bands.size() == 2) {
      List<List<Placed>> above = blocks(bands.get(0));
      List<List<Placed>> below = blocks(bands.get(1));
      if (above.size() > 1 || below.size() > 1) {
        return joined(above, below);
      }
    }
    return List.of(all);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> joined = new ArrayList<>(first);
    joined.addAll(second);
    return joined;
  }

  private boolean isColumn(List<Placed> side) {
    return lines(side).size() >= MIN_COLUMN_LINES
        && median(side, placed -> placed.level().width())
            >= MIN_COLUMN_WIDTH_LINE_HEIGHTS * lineHeight;
  }

  /** Splits in two at the widest gap above {@code least}; returns one part if there is none. */
  private static List<List<Placed>> split(
      List<Placed> all,
      ToDoubleFunction<TextBox> begin,
      ToDoubleFunction<TextBox> end,
      double least) {
    List<Placed> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingDouble(placed -> begin.applyAsDouble(placed.level())));
    double reach = Double.NEGATIVE_INFINITY;
    double widest = least;
    int at = 0;
    for (int i = 0; i < sorted.size(); i++) {
      double gap = begin.applyAsDouble(sorted.get(i).level()) - reach;
      if (i > 0 && gap > widest) {
        widest = gap;
        at = i;
      }
      reach = Math.max(reach, end.applyAsDouble(sorted.get(i).level()));
    }
    return at == 0
        ? List.of(sorted)
        : List.of(sorted.subList(0, at), sorted.subList(at, sorted.size()));
  }

  /*
   * Pieces beside each other are on one line if the centre of one is within the height of the
   * other.
   */
  private List<List<Placed>> lines(List<Placed> block) {
    List<Placed> sorted = new ArrayList<>(block);
    sorted.sort(Comparator.comparingDouble(placed -> placed.level().y()));
    List<List<Placed>> lines = new ArrayList<>();
    for (Placed placed : sorted) {
      List<Placed> line =
          lines.stream()
              .skip(Math.max(0, lines.size() - 2L))
              .filter(candidate -> belongs(placed, candidate))
              .findFirst()
              .orElse(null);
      if (line == null) {
        line = new ArrayList<>();
        lines.add(line);
      }
      line.add(placed);
    }
    lines.forEach(line -> line.sort(Comparator.comparingDouble(placed -> placed.level().left())));
    return lines;
  }

  private static boolean belongs(Placed placed, List<Placed> line) {
    TextBox box = placed.level();
    for (Placed other : line) {
      TextBox beside = other.level();
      double shared = Math.min(box.right(), beside.right()) - Math.max(box.left(), beside.left());
      if (shared > Math.min(box.width(), beside.width()) / 2) {
        return false;
      }
    }
    TextBox nearest =
        line.stream()
            .map(Placed::level)
            .min(Comparator.comparingDouble(other -> Math.abs(other.x() - box.x())))
            .orElseThrow();
    return Math.abs(nearest.y() - box.y()) < Math.min(nearest.height(), box.height()) / 2;
  }

  private void addParagraphs(List<Placed> block, List<List<List<Piece>>> paragraphs) {
    double reach = Double.NEGATIVE_INFINITY;
    for (List<Placed> line : lines(block)) {
      double top = line.stream().mapToDouble(placed -> placed.level().top()).min().orElseThrow();
      if (top - reach > MIN_PARAGRAPH_GAP_LINE_HEIGHTS * lineHeight) {
        paragraphs.add(new ArrayList<>());
      }
      paragraphs.get(paragraphs.size() - 1).add(line.stream().map(Placed::piece).toList());
      reach = line.stream().mapToDouble(placed -> placed.level().bottom()).max().orElseThrow();
    }
  }
}
