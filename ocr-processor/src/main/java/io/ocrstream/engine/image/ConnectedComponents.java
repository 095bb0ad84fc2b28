/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ink of an image that is of the size of letters: connected black pixels about as high as most
 * are. Says how large the writing is, and how much of it a reading has covered.
 *
 * <p><b>Threading:</b> any; it does not change.
 */
public final class ConnectedComponents {
  /** No ink. */
  public static final ConnectedComponents NONE = of(List.of());

  /** Below this height, in pixels, ink is a dot or a speck. */
  private static final int LEAST_HEIGHT = 5;

  /** Above this height, in pixels, ink is a drawing. */
  private static final int MOST_HEIGHT = 150;

  /** Ink longer than so many times its height is a rule, as is ink so much higher than wide. */
  private static final int MOST_STRETCH = 12;

  /** Least height of a letter, over the usual height: a small letter beside capitals. */
  private static final double LEAST_PART = 0.45;

  /** Most height of a letter, over the usual height: a heading. */
  private static final double MOST_PART = 2.2;

  /** Most width of a letter, over the usual height: a word whose letters touch. */
  private static final int MOST_JOINED = 8;

  /** Fewer pieces of ink than this tell nothing. */
  private static final int FEWEST = 5;

  /** Pixels a side of the smallest dot that a printer makes. */
  private static final int MIN_DOT = 3;

  /** Dots over letters, from which the letters may be made of dots; of print, one letter in ten. */
  static final double MIN_DOTS_OVER_LETTERS = 0.3;

  /** Pieces of ink over letters, up to which dots are theirs; above it they are of the ground. */
  private static final double MAX_PIECES_OVER_LETTERS = 4;

  /** Letters with another beside them, from which ink may be writing; specks have none. */
  static final int MIN_LETTERS_IN_ROWS = 5;

  /** Most space between letters of a row, over their usual height: that between words. */
  private static final double MAX_SPACE = 1;

  /** Pixels a side of the squares in which covered ground is marked. */
  private static final int CELL = 2;

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

  /** Those among pieces of ink, of whatever size. */
  public static ConnectedComponents of(List<PixelRectangle> ink) {
    double usual = usualHeight(ink);
    List<PixelRectangle> letters = new ArrayList<>();
    for (PixelRectangle piece : ink) {
      if (usual > 0 && isLetter(piece, usual)) {
        letters.add(piece);
      }
    }
    return new ConnectedComponents(letters, usual, ink.size(), dots(ink, usual));
  }

  /* The height at which half of the ink, weighed by its height, is lower: specks weigh little. */
  private static double usualHeight(List<PixelRectangle> ink) {
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
      if (heights.length >= FEWEST && below >= half) {
        return height;
      }
    }
    return 0;
  }

  private static boolean mayBeLetter(PixelRectangle ink) {
    return ink.height() >= LEAST_HEIGHT
        && ink.height() <= MOST_HEIGHT
        && ink.width() < MOST_STRETCH * ink.height()
        && ink.height() < MOST_STRETCH * ink.width();
  }

  private static boolean isLetter(PixelRectangle ink, double usual) {
    return ink.height() >= LEAST_PART * usual
        && ink.height() <= MOST_PART * usual
        && ink.width() <= MOST_JOINED * usual;
  }

  /** Whether their strokes are made of dots, or at least as many dots of one size lie about. */
  public boolean areDotted() {
    return dots > 0
        && dots >= MIN_DOTS_OVER_LETTERS * letters.size()
        && pieces <= MAX_PIECES_OVER_LETTERS * letters.size();
  }

  /* The most pieces of nearly one size among those that are as wide as high, and no letters. */
  private static int dots(List<PixelRectangle> ink, double usual) {
    int[] counts = new int[MOST_HEIGHT];
    for (PixelRectangle piece : ink) {
      if (piece.height() >= MIN_DOT
          && piece.height() < LEAST_PART * usual
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

  /** How many there are. */
  public int count() {
    return letters.size();
  }

  /** How many pieces of ink there are, letters or not. */
  public int pieces() {
    return pieces;
  }

  /** Their usual height in pixels; 0 where there are too few to tell. */
  public double height() {
    return height;
  }

  /** Whether some stand beside others, as letters of a line do. */
  public boolean mayBeWriting() {
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
      if (next.left() > letter.right() + MAX_SPACE * height) {
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
   * Part of them, by area, whose middle lies in any of {@code boxes}: 0 to 1, to four digits; null
   * where there are none.
   */
  @Nullable
  public Double coverage(List<PixelRectangle> boxes) {
    if (letters.isEmpty()) {
      return null;
    }
    int width = letters.stream().mapToInt(PixelRectangle::right).max().orElseThrow() / CELL + 1;
    int height = letters.stream().mapToInt(PixelRectangle::bottom).max().orElseThrow() / CELL + 1;
    BitSet covered = covered(boxes, width, height);
    double inside = 0;
    double all = 0;
    for (PixelRectangle letter : letters) {
      double area = (double) letter.width() * letter.height();
      int column = (letter.left() + letter.right()) / (2 * CELL);
      int row = (letter.top() + letter.bottom()) / (2 * CELL);
      inside += covered.get(row * width + column) ? area : 0;
      all += area;
    }
    return Math.round(DIGITS * inside / all) / DIGITS;
  }

  private static BitSet covered(List<PixelRectangle> boxes, int width, int height) {
    BitSet covered = new BitSet(width * height);
    for (PixelRectangle box : boxes) {
      int left = Math.max(0, box.left() / CELL);
      int right = Math.min(width, box.right() / CELL + 1);
      int bottom = Math.min(height, box.bottom() / CELL + 1);
      for (int row = Math.max(0, box.top() / CELL); row < bottom && left < right; row++) {
        covered.set(row * width + left, row * width + right);
      }
    }
    return covered;
  }
}
