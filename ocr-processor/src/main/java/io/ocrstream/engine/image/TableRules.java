/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import java.util.List;

/** Finds the rules of tables among a page's ink: long lines, alone or joined to a grid. */
final class TableRules {
  /** Heights of a letter from which ink is as long as a rule. */
  static final double MIN_LENGTH = 20;

  /** Heights of a letter from which what is as long as a rule is as high as a grid. */
  static final double MIN_HEIGHT_OF_GRID = 4;

  /** Heights of a letter up to which what is long is a rule. */
  private static final double MAX_WIDTH_OF_RULE = 0.5;

  /** Rules from which they make a table; fewer underline a title. */
  static final int MIN_RULES_OF_TABLE = 3;

  private TableRules() {}

  /**
   * Whether a table with rules stands on a page; what touches its edges is a shadow or a frame.
   *
   * @param ink the page's pieces of ink
   * @param letterHeight in pixels
   * @param width of the page in pixels
   * @param height of the page in pixels
   */
  static boolean makeTable(List<PixelRectangle> ink, double letterHeight, int width, int height) {
    List<PixelRectangle> longOnes =
        ink.stream()
            .filter(piece -> piece.width() >= MIN_LENGTH * letterHeight)
            .filter(piece -> piece.left() > 0 && piece.right() < width)
            .filter(piece -> piece.top() > 0 && piece.bottom() < height)
            .toList();
    return letterHeight > 0
        && (longOnes.stream().anyMatch(piece -> piece.height() >= MIN_HEIGHT_OF_GRID * letterHeight)
            || longOnes.stream()
                    .filter(piece -> piece.height() <= MAX_WIDTH_OF_RULE * letterHeight)
                    .count()
                >= MIN_RULES_OF_TABLE);
  }
}
