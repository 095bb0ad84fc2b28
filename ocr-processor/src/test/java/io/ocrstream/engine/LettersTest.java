/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LettersTest {
  @Test
  void shouldTellTheLettersFromSpecksRulesAndPictures() {
    List<Box> ink = new ArrayList<>(row(0, 20, 18));
    ink.add(new Box(0, 50, 2, 52));
    ink.add(new Box(0, 60, 400, 63));
    ink.add(new Box(0, 100, 300, 400));
    Letters letters = Letters.of(ink);
    assertThat(letters.height()).isEqualTo(18);
    assertThat(letters.count()).isEqualTo(20);
    assertThat(letters.pieces()).isEqualTo(23);
  }

  @Test
  void shouldTellNothingWhenThereAreFewerThanFivePieces() {
    assertThat(Letters.of(row(0, 4, 18)).height()).isZero();
    assertThat(Letters.of(row(0, 4, 18)).coverage(List.of())).isNull();
    assertThat(Letters.of(row(0, 5, 18)).height()).isEqualTo(18);
    assertThat(Letters.NONE.coverage(List.of())).isNull();
  }

  @Test
  void shouldCountPiecesAsLettersWhenTheirHeightIsWithinTheBounds() {
    List<Box> ink = new ArrayList<>(row(0, 20, 20));
    ink.add(new Box(0, 100, 10, 109));
    assertThat(Letters.of(ink).count()).isEqualTo(21);
    ink.add(new Box(0, 120, 10, 128));
    assertThat(Letters.of(ink).count()).isEqualTo(21);
    ink.add(new Box(0, 200, 10, 244));
    assertThat(Letters.of(ink).count()).isEqualTo(22);
    ink.add(new Box(0, 300, 10, 345));
    assertThat(Letters.of(ink).count()).isEqualTo(22);
  }

  @Test
  void shouldTellTheCoveredPartWhenLinesAreMissed() {
    List<Box> ink = new ArrayList<>(row(0, 10, 20));
    ink.addAll(row(50, 10, 20));
    ink.addAll(row(100, 10, 20));
    Letters letters = Letters.of(ink);
    Box first = new Box(0, 0, 200, 20);
    Box second = new Box(0, 50, 200, 70);
    assertThat(letters.coverage(List.of())).isZero();
    assertThat(letters.coverage(List.of(first))).isEqualTo(0.3333);
    assertThat(letters.coverage(List.of(first, second))).isEqualTo(0.6667);
    assertThat(letters.coverage(List.of(new Box(-5, -5, 5000, 5000)))).isEqualTo(1);
  }

  /** {@code count} letters of one height beside each other. */
  private static List<Box> row(int top, int count, int height) {
    List<Box> letters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      letters.add(new Box(15 * i, top, 15 * i + 10, top + height));
    }
    return letters;
  }
}
