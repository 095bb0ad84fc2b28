/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;

/** Tests when a letter counts as hidden, and the limit of painted cells. */
class PaintMapTest {
  private static final Rectangle2D PAGE = new Rectangle2D.Double(0, 0, 400, 400);
  private static final Rectangle2D LETTER = new Rectangle2D.Double(100, 100, 8, 10);
  private static final int RED = 0xFF0000;

  private final PaintMap map = new PaintMap(400, 400);

  @Test
  void shouldLoseALetterInTheColourOfItsGround() {
    assertThat(map.hasBackgroundColour(LETTER, 0xFFFFFF)).isTrue();
    assertThat(map.hasBackgroundColour(LETTER, 0xF5F5F5)).isTrue();
    assertThat(map.hasBackgroundColour(LETTER, 0xF4FFFF)).isFalse();
    paint(RED, 0);
    assertThat(map.hasBackgroundColour(LETTER, RED)).isTrue();
    paint(PaintMap.UNKNOWN, 0);
    assertThat(map.hasBackgroundColour(LETTER, RED)).isFalse();
  }

  @Test
  void shouldCoverOnlyLettersThatWereDrawnBefore() {
    // Three letters were drawn: 0, 1 and 2.
    paint(RED, 3);
    assertThat(map.isCovered(LETTER, 2)).isTrue();
    assertThat(map.isCovered(LETTER, 3)).isFalse();
  }

  @Test
  void shouldHideNothingWhenMoreIsPaintedThanTheLimit() {
    long pages = PaintMap.MAX_PAINTED_CELLS / (400 * 400);
    for (int i = 1; i < pages; i++) {
      paint(RED, 1);
    }
    assertThat(map.isCovered(LETTER, 0)).isTrue();
    paint(RED, 1);
    assertThat(map.isCovered(LETTER, 0)).isFalse();
    assertThat(map.hasBackgroundColour(LETTER, RED)).isFalse();
  }

  private void paint(int colour, int glyphIndex) {
    map.paint(PAGE, point -> true, colour, glyphIndex);
  }
}
