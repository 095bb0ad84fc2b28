/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import io.ocrstream.engine.image.BinaryImage;
import io.ocrstream.engine.image.ConnectedComponents;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixelRectangle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import net.sourceforge.lept4j.Leptonica1;

/**
 * Finds the boxes of a form that hold one letter each: white areas of the same size side by side,
 * with straight edges. Tesseract takes their outlines for letters. Boxes of a table have others
 * above or below them, or several letters.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> at most {@value #MAX_BOXES} boxes on a page.
 */
public final class LetterBoxes {
  /** Minimum height in pixels of a box around a letter that can be read. */
  private static final int MIN_HEIGHT_PIXELS = 12;

  /** Maximum height of a box, as a part of the page's longer edge. */
  private static final double MAX_PAGE_PART = 0.1;

  /**
   * Minimum height of empty boxes, as a multiple of the usual height of letters. Insides of letters
   * are lower.
   */
  private static final double MIN_EMPTY_USUAL_HEIGHTS = 1.3;

  /** Minimum number of boxes with a letter, unless the boxes are higher than letters. */
  private static final int MIN_FILLED = 2;

  /** Minimum width of a box, as a part of its height. */
  private static final double MIN_ASPECT_RATIO = 0.45;

  /** Maximum width of a box, as a multiple of its height. */
  private static final double MAX_ASPECT_RATIO = 1.6;

  /** Minimum number of boxes side by side. */
  static final int MIN_BOXES = 4;

  /** Maximum number of boxes on a page. Squared paper has more. */
  static final int MAX_BOXES = 2000;

  /** Maximum difference in size and height of boxes side by side, as a part of their height. */
  private static final double MAX_DIFFERENCE = 0.2;

  /** Maximum distance between boxes side by side, as a part of their height. */
  private static final double MAX_GAP = 1;

  /** Maximum distance of a table's rows, as a part of the height of a box. */
  private static final double MAX_ROW_GAP = 0.3;

  /** Minimum share of black pixels along each edge. */
  private static final double MIN_EDGE_SHARE = 0.8;

  /**
   * Maximum share of black pixels along each edge on the inside. Light letters on dark ground have
   * black edges outside and inside.
   */
  private static final double MAX_INSIDE_SHARE = 0.25;

  /** Edge of a corner, as a part of the height of a box. */
  private static final double CORNER_PART = 0.15;

  /** Maximum share of black pixels in each corner. Insides of round letters have black ones. */
  private static final double MAX_CORNER_SHARE = 0.25;

  /** Thickness of outlines between two boxes, as a part of their height. */
  private static final double MAX_OUTLINE = 0.15;

  private final BinaryImage ink;

  private LetterBoxes(BinaryImage ink) {
    this.ink = ink;
  }

  /**
   * Removes the boxes from a page, and moves the letters of each row together to words.
   *
   * @return the letters that were moved, none for empty boxes; empty if the page has no boxes
   */
  public static Optional<LetterMoves> join(PixImage page) {
    List<BoxRow> rows = rows(page);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    page.toGray();
    page.change(pix -> BoxRow.joined(pix, rows));
    return Optional.of(
        new LetterMoves(rows.stream().flatMap(row -> row.moves().stream()).toList()));
  }

  /** Returns the rows of boxes. */
  static List<BoxRow> rows(PixImage page) {
    try (PixImage gray = page.shared()) {
      gray.toGray();
      try (BinaryImage ink = gray.ink()) {
        List<BoxRow> rows = new LetterBoxes(ink).rows();
        return rows.isEmpty() ? rows : withoutLetters(rows, ink);
      }
    }
  }

  /* Insides of letters are lower than letters, and hold nothing. */
  private static List<BoxRow> withoutLetters(List<BoxRow> rows, BinaryImage ink) {
    List<PixelRectangle> others =
        ink.pieces().stream()
            .filter(piece -> rows.stream().noneMatch(row -> row.outline().holdsMiddleOf(piece)))
            .toList();
    double letterHeight = ConnectedComponents.of(others).height();
    return rows.stream()
        .filter(
            row ->
                row.moves().size() >= MIN_FILLED
                    || row.outline().height() >= MIN_EMPTY_USUAL_HEIGHTS * letterHeight)
        .toList();
  }

  private List<BoxRow> rows() {
    int longer = Math.max(Leptonica1.pixGetWidth(ink.pix()), Leptonica1.pixGetHeight(ink.pix()));
    List<PixelRectangle> areas =
        ink.whiteAreas().stream().filter(area -> mayBeBox(area, MAX_PAGE_PART * longer)).toList();
    return areas.size() < MIN_BOXES ? List.of() : rows(areas);
  }

  private static boolean mayBeBox(PixelRectangle area, double maxHeight) {
    return area.height() >= MIN_HEIGHT_PIXELS
        && area.height() <= maxHeight
        && area.width() >= MIN_ASPECT_RATIO * area.height()
        && area.width() <= MAX_ASPECT_RATIO * area.height();
  }

  private List<BoxRow> rows(List<PixelRectangle> areas) {
    // Insides of letters are areas too. Their places tell most of them at no cost.
    List<PixelRectangle> inRows =
        grouped(areas, LetterBoxes::isNext).stream().flatMap(List::stream).toList();
    if (inRows.size() > MAX_BOXES) {
      return List.of();
    }
    List<PixelRectangle> boxes = inRows.stream().filter(this::isBox).toList();
    return grouped(boxes, (last, box) -> isNext(last, box) && isWhiteBetween(last, box)).stream()
        .filter(row -> !isTable(row, boxes))
        .map(row -> BoxRow.of(row, ink))
        .flatMap(Optional::stream)
        .toList();
  }

  /* Rows of enough boxes. */
  private static List<List<PixelRectangle>> grouped(
      List<PixelRectangle> boxes, BiPredicate<PixelRectangle, PixelRectangle> isNext) {
    List<List<PixelRectangle>> rows = new ArrayList<>();
    List<List<PixelRectangle>> open = new ArrayList<>();
    for (PixelRectangle box :
        boxes.stream().sorted(Comparator.comparingInt(PixelRectangle::left)).toList()) {
      open.removeIf(row -> isFarLeft(last(row), box));
      List<PixelRectangle> row =
          open.stream()
              .filter(each -> isNext.test(last(each), box))
              .findFirst()
              .orElseGet(
                  () -> {
                    List<PixelRectangle> added = new ArrayList<>();
                    open.add(added);
                    rows.add(added);
                    return added;
                  });
      row.add(box);
    }
    return rows.stream().filter(row -> row.size() >= MIN_BOXES).toList();
  }

  private static boolean isFarLeft(PixelRectangle last, PixelRectangle box) {
    return box.left() - last.right() > MAX_GAP * last.height();
  }

  private static PixelRectangle last(List<PixelRectangle> row) {
    return row.get(row.size() - 1);
  }

  private boolean isBox(PixelRectangle area) {
    int left = area.left();
    int top = area.top();
    int right = area.right();
    int bottom = area.bottom();
    return isEdge(new PixelRectangle(left, top - 1, right, top))
        && isEdge(new PixelRectangle(left, bottom, right, bottom + 1))
        && isEdge(new PixelRectangle(left - 1, top, left, bottom))
        && isEdge(new PixelRectangle(right, top, right + 1, bottom))
        && isWhiteInside(BoxRow.inside(area))
        && hasWhiteCorners(area);
  }

  /* An area at the margin of the page has no edge there. */
  private boolean isEdge(PixelRectangle line) {
    return ink.holds(line) && ink.blackShare(line) >= MIN_EDGE_SHARE;
  }

  private boolean isWhiteInside(PixelRectangle in) {
    return Stream.of(
            new PixelRectangle(in.left(), in.top(), in.right(), in.top() + 1),
            new PixelRectangle(in.left(), in.bottom() - 1, in.right(), in.bottom()),
            new PixelRectangle(in.left(), in.top(), in.left() + 1, in.bottom()),
            new PixelRectangle(in.right() - 1, in.top(), in.right(), in.bottom()))
        .allMatch(line -> ink.blackShare(line) <= MAX_INSIDE_SHARE);
  }

  private boolean hasWhiteCorners(PixelRectangle area) {
    int edge = (int) Math.max(2, Math.round(CORNER_PART * area.height()));
    int right = area.right() - edge;
    int bottom = area.bottom() - edge;
    return Stream.of(area.left(), right)
        .flatMap(x -> Stream.of(area.top(), bottom).map(y -> square(x, y, edge)))
        .allMatch(corner -> ink.blackShare(corner) <= MAX_CORNER_SHARE);
  }

  private static PixelRectangle square(int left, int top, int edge) {
    return new PixelRectangle(left, top, left + edge, top + edge);
  }

  private static boolean isNext(PixelRectangle last, PixelRectangle box) {
    double tolerance = MAX_DIFFERENCE * last.height();
    return box.left() >= last.right()
        && !isFarLeft(last, box)
        && Math.abs(box.top() - last.top()) <= tolerance
        && Math.abs(box.height() - last.height()) <= tolerance
        && Math.abs(box.width() - last.width()) <= tolerance;
  }

  /* Labels may stand between boxes to tick. */
  private boolean isWhiteBetween(PixelRectangle last, PixelRectangle box) {
    int outline = (int) Math.ceil(MAX_OUTLINE * last.height());
    int left = last.right() + outline;
    int right = box.left() - outline;
    return left >= right
        || ink.blackShare(new PixelRectangle(left, last.top(), right, last.bottom())) == 0;
  }

  private static boolean isTable(List<PixelRectangle> row, List<PixelRectangle> boxes) {
    long inColumns =
        row.stream().filter(box -> boxes.stream().anyMatch(other -> isBelow(box, other))).count();
    return 2 * inColumns >= row.size();
  }

  /* Or above. */
  private static boolean isBelow(PixelRectangle box, PixelRectangle other) {
    int shared = Math.min(box.right(), other.right()) - Math.max(box.left(), other.left());
    int gap = Math.max(other.top() - box.bottom(), box.top() - other.bottom());
    return 2 * shared >= box.width() && gap >= 0 && gap <= MAX_ROW_GAP * box.height();
  }
}
