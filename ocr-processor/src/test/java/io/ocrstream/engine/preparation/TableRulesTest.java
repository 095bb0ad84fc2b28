/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.image.PixelRectangle;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableRulesTest {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 800;
  private static final double LETTER = 20;

  @Test
  void shouldFindAGrid() {
    assertThat(found(new PixelRectangle(50, 100, 450, 180))).isTrue();
    assertThat(found(new PixelRectangle(50, 100, 449, 180))).as("too short").isFalse();
    assertThat(found(new PixelRectangle(50, 100, 450, 179)))
        .as("too low, too high for a rule")
        .isFalse();
  }

  @Test
  void shouldFindRulesWhenThreeStandAlone() {
    PixelRectangle first = new PixelRectangle(50, 100, 450, 103);
    PixelRectangle second = new PixelRectangle(50, 200, 450, 203);

    assertThat(found(first, second)).isFalse();
    assertThat(found(first, second, new PixelRectangle(50, 300, 450, 303))).isTrue();
  }

  @Test
  void shouldTakeNoShadowForAGridWhenItTouchesAnEdge() {
    assertThat(found(new PixelRectangle(0, 100, 900, 700))).isFalse();
    assertThat(found(new PixelRectangle(50, 100, 1000, 700))).isFalse();
    assertThat(found(new PixelRectangle(50, 0, 900, 700))).isFalse();
    assertThat(found(new PixelRectangle(50, 100, 900, 800))).isFalse();
  }

  @Test
  void shouldFindNothingWhenThereAreNoLetters() {
    assertThat(
            TableRules.formTable(List.of(new PixelRectangle(50, 100, 900, 700)), 0, WIDTH, HEIGHT))
        .isFalse();
  }

  private static boolean found(PixelRectangle... ink) {
    return TableRules.formTable(List.of(ink), LETTER, WIDTH, HEIGHT);
  }
}
