/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectedComponentsTest {
  @Test
  void shouldTellTheLettersFromSpecksRulesAndPictures() {
    List<PixelRectangle> ink = new ArrayList<>(row(0, 20, 18));
    ink.add(new PixelRectangle(0, 50, 2, 52));
    ink.add(new PixelRectangle(0, 60, 400, 63));
    ink.add(new PixelRectangle(0, 100, 300, 400));
    ConnectedComponents letters = ConnectedComponents.of(ink);
    assertThat(letters.height()).isEqualTo(18);
    assertThat(letters.count()).isEqualTo(20);
    assertThat(letters.pieces()).isEqualTo(23);
  }

  @Test
  void shouldTellNothingWhenThereAreFewerThanFivePieces() {
    assertThat(ConnectedComponents.of(row(0, 4, 18)).height()).isZero();
    assertThat(ConnectedComponents.of(row(0, 4, 18)).coverage(List.of())).isNull();
    assertThat(ConnectedComponents.of(row(0, 5, 18)).height()).isEqualTo(18);
    assertThat(ConnectedComponents.NONE.coverage(List.of())).isNull();
  }

  @Test
  void shouldCountPiecesAsLettersWhenTheirHeightIsWithinTheBounds() {
    List<PixelRectangle> ink = new ArrayList<>(row(0, 20, 20));
    ink.add(new PixelRectangle(0, 100, 10, 109));
    assertThat(ConnectedComponents.of(ink).count()).isEqualTo(21);
    ink.add(new PixelRectangle(0, 120, 10, 128));
    assertThat(ConnectedComponents.of(ink).count()).isEqualTo(21);
    ink.add(new PixelRectangle(0, 200, 10, 244));
    assertThat(ConnectedComponents.of(ink).count()).isEqualTo(22);
    ink.add(new PixelRectangle(0, 300, 10, 345));
    assertThat(ConnectedComponents.of(ink).count()).isEqualTo(22);
  }

  @Test
  void shouldTellTheCoveredPartWhenLinesAreMissed() {
    List<PixelRectangle> ink = new ArrayList<>(row(0, 10, 20));
    ink.addAll(row(50, 10, 20));
    ink.addAll(row(100, 10, 20));
    ConnectedComponents letters = ConnectedComponents.of(ink);
    PixelRectangle first = new PixelRectangle(0, 0, 200, 20);
    PixelRectangle second = new PixelRectangle(0, 50, 200, 70);
    assertThat(letters.coverage(List.of())).isZero();
    assertThat(letters.coverage(List.of(first))).isEqualTo(0.3333);
    assertThat(letters.coverage(List.of(first, second))).isEqualTo(0.6667);
    assertThat(letters.coverage(List.of(new PixelRectangle(-5, -5, 5000, 5000)))).isEqualTo(1);
  }

  /** Returns {@code count} letters of equal height in a row. */
  private static List<PixelRectangle> row(int top, int count, int height) {
    List<PixelRectangle> letters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      letters.add(new PixelRectangle(15 * i, top, 15 * i + 10, top + height));
    }
    return letters;
  }
}
