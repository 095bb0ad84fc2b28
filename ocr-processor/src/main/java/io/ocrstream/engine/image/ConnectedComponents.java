/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the connected components of a page that have the size of letters. It gives the usual height
 * of letters, and the share of them that recognised words cover.
 *
 * <p><b>Threading:</b> any; immutable.
 */
public final class ConnectedComponents {
  /** No components. */
  public static final ConnectedComponents NONE = of(List.of());

  /** Minimum height in pixels of a letter; lower components are dots or specks. */
  private static final int MIN_HEIGHT_PIXELS = 5;

  /** Maximum height in pixels of a letter; higher components are drawings. */
  private static final int MAX_HEIGHT_PIXELS = 150;

  /** Maximum ratio of the longer to the shorter edge; longer components are rules. */
  private static final int MAX_ASPECT_RATIO = 12;

  /**
   * Minimum height of a letter as a part of the usual height: a lower-case letter beside capitals.
   */
  private static final double MIN_USUAL_HEIGHTS = 0.45;

  /** Maximum height of a letter as a multiple of the usual height: a heading. */
  private static final double MAX_USUAL_HEIGHTS = 2.2;

  /** Maximum width of a letter as a multiple of the usual height: a word of touching letters. */
  private static final int MAX_WIDTH_USUAL_HEIGHTS = 8;

  /** Minimum number of components for a usual height. */
  private static final int MIN_COMPONENTS = 5;

  /** Edge in pixels of the smallest dot of a dot-matrix printer. */
  private static final int MIN_DOT_PIXELS = 3;

  /**
   * Ratio of dots to letters from which the letters may be dot-matrix print. In other print it is
   * about 0.1.
   */
  static final double MIN_DOTS_OVER_LETTERS = 0.3;

  /**
   * Ratio of components to letters up to which the dots belong to letters. Above it they are a
   * halftone background.
   */
  private static final double MAX_COMPONENTS_OVER_LETTERS = 4;

  /**
   * Minimum number of letters with a neighbour on their line, for the page to have text. Specks
   * have no neighbours.
   */
  static final int MIN_LETTERS_IN_ROWS = 5;

  /**
   * Maximum distance between neighbours on a line as a multiple of the usual height: a space
   * between words.
   */
  private static final double MAX_SPACE_USUAL_HEIGHTS = 1;

  /** Edge in pixels of the cells in which covered areas are marked. */
  private static final int CELL_PIXELS = 2;

  private static final double DIGITS = 10_000;

  private final List<PixelRectangle> letters;
  private final double height;
  private final int pieces;
  private final int dots;

  private ConnectedComponents(List<PixelRectangle> letters, double height, int pieces, int dots) {
    this.letters = letters;
    this.height = height;
    this.pieces = pieces;
    this.dots = dots;
  }

  /** Selects the letters among all connected components of a page. */
  public static ConnectedComponents of(List<PixelRectangle> ink) {
    return of(ink, MIN_COMPONENTS);
  }

  /**
   * Selects the letters among all connected components of a page.
   *
   * @param minComponents minimum number of components for there to be any letters
   */
  public static ConnectedComponents of(List<PixelRectangle> ink, int minComponents) {
    double usual = usualHeight(ink, minComponents);
    List<PixelRectangle> letters = new ArrayList<>();
    for (PixelRectangle piece : ink) {
      if (usual > 0 && isLetter(piece, usual)) {
        letters.add(piece);
      }
    }
    return new ConnectedComponents(letters, usual, ink.size(), dots(ink, usual));
  }

  /* The median height, weighted by height so that specks count little. */
  private static double usualHeight(List<PixelRectangle> ink, int minComponents) {
    int[] heights =
        ink.stream()
            .filter(ConnectedComponents::mayBeLetter)
            .mapToInt(PixelRectangle::height)
            .sorted()
            .toArray();
    long half = Arrays.stream(heights).asLongStream().sum() / 2;
    long below = 0;
    for (int height : heights) {
      below += height;
      if (heights.length >= minComponents && below >= half) {
        return height;
      }
    }
    return 0;
  }

  private static boolean mayBeLetter(PixelRectangle ink) {
    return ink.height() >= MIN_HEIGHT_PIXELS
        && ink.height() <= MAX_HEIGHT_PIXELS
        && ink.width() < MAX_ASPECT_RATIO * ink.height()
        && ink.height() < MAX_ASPECT_RATIO * ink.width();
  }

  private static boolean isLetter(PixelRectangle ink, double usual) {
    return ink.height() >= MIN_USUAL_HEIGHTS * usual
        && ink.height() <= MAX_USUAL_HEIGHTS * usual
        && ink.width() <= MAX_WIDTH_USUAL_HEIGHTS * usual;
  }

  /** Returns a copy with {@code more} letters. */
  public ConnectedComponents with(List<PixelRectangle> more) {
    List<PixelRectangle> all = new ArrayList<>(letters);
    all.addAll(more);
    return new ConnectedComponents(all, height, pieces + more.size(), dots);
  }

  /** Returns whether the letters consist of separate dots, as those of a dot-matrix printer. */
  public boolean areDotted() {
    return dots > 0
        && dots >= MIN_DOTS_OVER_LETTERS * letters.size()
        && pieces <= MAX_COMPONENTS_OVER_LETTERS * letters.size();
  }

  /*
   * The largest number of components of nearly one size that are about square and too small for
   * letters.
   */
  private static int dots(List<PixelRectangle> ink, double usual) {
    int[] counts = new int[MAX_HEIGHT_PIXELS];
    for (PixelRectangle piece : ink) {
      if (piece.height() >= MIN_DOT_PIXELS
          && piece.height() < MIN_USUAL_HEIGHTS * usual
          && Math.abs(piece.width() - piece.height()) <= 1) {
        counts[piece.height()]++;
      }
    }
    int most = 0;
    for (int i = 1; i < counts.length; i++) {
      most = Math.max(most, counts[i - 1] + counts[i]);
    }
    return most;
  }

  /** Returns the number of letters. */
  public int count() {
    return letters.size();
  }

  /** Returns the area of all letters' boxes in pixels. */
  public double area() {
    return letters.stream().mapToDouble(ConnectedComponents::area).sum();
  }

  private static double area(PixelRectangle letter) {
    return (double) letter.width() * letter.height();
  }

  /** Returns the number of all components, letters or not. */
  public int pieces() {
    return pieces;
  }

  /** Returns the usual height of letters in pixels; 0 if there are too few. */
  public double height() {
    return height;
  }

  /** Returns whether enough letters have neighbours on their line for the page to have text. */
  public boolean mayBeText() {
    List<PixelRectangle> sorted = new ArrayList<>(letters);
    sorted.sort(Comparator.comparingInt(PixelRectangle::left));
    long inRows = 0;
    for (int i = 0; i < sorted.size() && inRows < MIN_LETTERS_IN_ROWS; i++) {
      inRows += hasNeighbour(sorted, i) ? 1 : 0;
    }
    return inRows >= MIN_LETTERS_IN_ROWS;
  }

  private boolean hasNeighbour(List<PixelRectangle> sorted, int index) {
    PixelRectangle letter = sorted.get(index);
    for (int i = index + 1; i < sorted.size(); i++) {
      PixelRectangle next = sorted.get(i);
      if (next.left() > letter.right() + MAX_SPACE_USUAL_HEIGHTS * height) {
        return false;
      }
      if (next.left() >= letter.right()
          && 2 * letter.sharedRows(next) > Math.min(letter.height(), next.height())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the share of letters, by area, whose centre is in any of {@code boxes}: 0 to 1, rounded
   * to four digits; null if there are no letters.
   */
  @Nullable
  public Double coverage(List<PixelRectangle> boxes) {
    if (letters.isEmpty()) {
      return null;
    }
    int width =
        letters.stream().mapToInt(PixelRectangle::right).max().orElseThrow() / CELL_PIXELS + 1;
    int height =
        letters.stream().mapToInt(PixelRectangle::bottom).max().orElseThrow() / CELL_PIXELS + 1;
    BitSet covered = covered(boxes, width, height);
    double inside = 0;
    for (PixelRectangle letter : letters) {
      int column = (letter.left() + letter.right()) / (2 * CELL_PIXELS);
      int row = (letter.top() + letter.bottom()) / (2 * CELL_PIXELS);
      inside += covered.get(row * width + column) ? area(letter) : 0;
    }
    return Math.round(DIGITS * inside / area()) / DIGITS;
  }

  private static BitSet covered(List<PixelRectangle> boxes, int width, int height) {
    BitSet covered = new BitSet(width * height);
    for (PixelRectangle box : boxes) {
      int left = Math.max(0, box.left() / CELL_PIXELS);
      int right = Math.min(width, box.right() / CELL_PIXELS + 1);
      int bottom = Math.min(height, box.bottom() / CELL_PIXELS + 1);
      for (int row = Math.max(0, box.top() / CELL_PIXELS); row < bottom && left < right; row++) {
        covered.set(row * width + left, row * width + right);
      }
    }
    return covered;
  }
}
