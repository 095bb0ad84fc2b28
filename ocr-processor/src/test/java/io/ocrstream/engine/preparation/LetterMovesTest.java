/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.image.PixelRectangle;
import io.ocrstream.engine.preparation.LetterMoves.Move;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests where boxes of moved letters were before. */
class LetterMovesTest {
  /** Three letters of 10 by 20 pixels: 100 stays, 150 and 300 move next to it. */
  private static final LetterMoves MOVES =
      new LetterMoves(List.of(letter(100, 100), letter(150, 112), letter(300, 130)));

  private static Move letter(int from, int to) {
    return new Move(new PixelRectangle(from, 50, from + 10, 70), to);
  }

  @ParameterizedTest(name = "[{index}] {0} to {1}")
  @CsvSource({
    "100, 122, 100, 160", // the first two letters
    "130, 140, 300, 310", // the third one alone
    "99, 141, 100, 310", // all, a pixel wider
    "20, 140, 20, 310", // with a label on the left
    "100, 500, 100, 500", // with a label on the right
    "20, 90, 20, 90", // the label alone
    "400, 480, 400, 480"
  })
  void shouldTellWhereABoxWasBefore(int left, int right, int leftBefore, int rightBefore) {
    PixelRectangle box = new PixelRectangle(left, 50, right, 70);

    assertThat(MOVES.before(box)).isEqualTo(new PixelRectangle(leftBefore, 50, rightBefore, 70));
  }
}
