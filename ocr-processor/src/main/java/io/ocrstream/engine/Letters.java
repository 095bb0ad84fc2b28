/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ink of an image that is of the size of letters: connected black pixels about as high as most
 * are. Says how large the writing is, and how much of it a reading has covered.
 *
 * <p><b>Threading:</b> any; it does not change.
 */
final class Letters {
  /** No ink. */
  static final Letters NONE = of(List.of());

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

  /** Pixels a side of the squares in which covered ground is marked. */
  private static final int CELL = 2;

  private static final double DIGITS = 10_000;

  private final List<Box> letters;
  private final double height;
  private final int pieces;

  private Letters(List<Box> letters, double height, int pieces) {
    this.letters = letters;
    this.height = height;
    this.pieces = pieces;
  }

  /** Those among pieces of ink, of whatever size. */
  static Letters of(List<Box> ink) {
    double usual = usualHeight(ink);
    List<Box> letters = new ArrayList<>();
    for (Box piece : ink) {
      if (usual > 0 && isLetter(piece, usual)) {
        letters.add(piece);
      }
    }
    return new Letters(letters, usual, ink.size());
  }

  /* The height at which half of the ink, weighed by its height, is lower: specks weigh little. */
  private static double usualHeight(List<Box> ink) {
    int[] heights =
        ink.stream().filter(Letters::mayBeLetter).mapToInt(Box::height).sorted().toArray();
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

  private static boolean mayBeLetter(Box ink) {
    return ink.height() >= LEAST_HEIGHT
        && ink.height() <= MOST_HEIGHT
        && ink.width() < MOST_STRETCH * ink.height()
        && ink.height() < MOST_STRETCH * ink.width();
  }

  private static boolean isLetter(Box ink, double usual) {
    return ink.height() >= LEAST_PART * usual
        && ink.height() <= MOST_PART * usual
        && ink.width() <= MOST_JOINED * usual;
  }

  /** How many there are. */
  int count() {
    return letters.size();
  }

  /** How many pieces of ink there are, letters or not. */
  int pieces() {
    return pieces;
  }

  /** Their usual height in pixels; 0 where there are too few to tell. */
  double height() {
    return height;
  }

  /**
   * Part of them, by area, whose middle lies in any of {@code boxes}: 0 to 1, to four digits; null
   * where there are none.
   */
  @Nullable Double coverage(List<Box> boxes) {
    if (letters.isEmpty()) {
      return null;
    }
    int width = letters.stream().mapToInt(Box::right).max().orElseThrow() / CELL + 1;
    int height = letters.stream().mapToInt(Box::bottom).max().orElseThrow() / CELL + 1;
    BitSet covered = covered(boxes, width, height);
    double inside = 0;
    double all = 0;
    for (Box letter : letters) {
      double area = (double) letter.width() * letter.height();
      int column = (letter.left() + letter.right()) / (2 * CELL);
      int row = (letter.top() + letter.bottom()) / (2 * CELL);
      inside += covered.get(row * width + column) ? area : 0;
      all += area;
    }
    return Math.round(DIGITS * inside / all) / DIGITS;
  }

  private static BitSet covered(List<Box> boxes, int width, int height) {
    BitSet covered = new BitSet(width * height);
    for (Box box : boxes) {
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
