/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import io.ocrstream.engine.image.PixelRectangle;
import java.util.List;

/**
 * Finds ruled tables among the connected components of a page: long lines, separate or joined to a
 * grid.
 */
final class TableRules {
  /** Minimum length of a rule, in heights of a letter. */
  static final double MIN_RULE_LETTER_HEIGHTS = 20;

  /** Minimum height of a grid, in heights of a letter. */
  static final double MIN_GRID_LETTER_HEIGHTS = 4;

  /** Maximum thickness of a rule, in heights of a letter. */
  private static final double MAX_RULE_LETTER_HEIGHTS = 0.5;

  /** Minimum number of rules in a table. Fewer underline a title. */
  static final int MIN_RULES_OF_TABLE = 3;

  private TableRules() {}

  /**
   * Returns whether a page has a ruled table. Components that touch the page's edges are shadows or
   * frames and do not count.
   *
   * @param ink the page's connected components
   * @param letterHeight in pixels
   * @param width of the page in pixels
   * @param height of the page in pixels
   */
  static boolean formTable(List<PixelRectangle> ink, double letterHeight, int width, int height) {
    List<PixelRectangle> longOnes =
        ink.stream()
            .filter(piece -> piece.width() >= MIN_RULE_LETTER_HEIGHTS * letterHeight)
            .filter(piece -> piece.left() > 0 && piece.right() < width)
            .filter(piece -> piece.top() > 0 && piece.bottom() < height)
            .toList();
    return letterHeight > 0
        && (longOnes.stream()
                .anyMatch(piece -> piece.height() >= MIN_GRID_LETTER_HEIGHTS * letterHeight)
            || longOnes.stream()
                    .filter(piece -> piece.height() <= MAX_RULE_LETTER_HEIGHTS * letterHeight)
                    .count()
                >= MIN_RULES_OF_TABLE);
  }
}
