/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocrstream.engine.image.PixelRectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which components count as dots of a printer. */
class DotMatrixTest {
  /** Of an H of five by seven dots, 17 are printed. */
  @ParameterizedTest
  @CsvSource({"2, 4, 20", "4, 5, 20", "5, 7, 20", "10, 12, 20", "4, 5, 4"})
  void shouldMeasureTheDistanceOfPrintedDots(int size, int distance, int letters) {
    assertThat(DotMatrix.distance(print(size, distance, letters))).isCloseTo(distance, within(0.5));
  }

  @ParameterizedTest
  @CsvSource({"3, 0", "4, 5"})
  void shouldNeedAFewLetters(int letters, int distance) {
    assertThat(DotMatrix.distance(print(4, 5, letters))).isCloseTo(distance, within(0.5));
  }

  @Test
  void shouldNotTakeTouchingStrokesWithDotsOnThemForDots() {
    List<PixelRectangle> ink = new ArrayList<>(print(4, 5, 20));
    int dots = ink.size();
    for (int i = 0; i < dots; i++) {
      ink.add(new PixelRectangle(40 * i, 200, 40 * i + 18, 230));
    }

    assertThat(DotMatrix.distance(ink)).isZero();
  }

  /** Edges of letters have no common divisor. */
  @Test
  void shouldMeasureDotsThatTouchByTheEdgesOfWhatTheyForm() {
    Random chance = new Random(3);
    List<PixelRectangle> dots = new ArrayList<>(print(4, 5, 10));
    List<PixelRectangle> letters = new ArrayList<>(dots);
    for (int i = 0; i < 400; i++) {
      int width = 1 + chance.nextInt(6);
      int height = 1 + chance.nextInt(6);
      dots.add(new PixelRectangle(40 * i, 200, 40 * i + 4 * width, 200 + 4 * height));
      letters.add(
          new PixelRectangle(40 * i, 200, 40 * i + 8 + chance.nextInt(16), 206 + 3 * height));
    }

    assertThat(DotMatrix.distance(dots)).isEqualTo(4);
    assertThat(DotMatrix.distance(letters)).isZero();
  }

  @Test
  void shouldNotTakeSpecksForDots() {
    Random chance = new Random(3);
    List<PixelRectangle> ink = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      ink.add(dot(chance.nextInt(1200), chance.nextInt(1700), 3));
    }

    assertThat(DotMatrix.distance(ink)).isZero();
  }

  @Test
  void shouldNotTakeDottedLeadersForDots() {
    List<PixelRectangle> ink = new ArrayList<>();
    for (int line = 0; line < 30; line++) {
      for (int i = 0; i < 60; i++) {
        ink.add(dot(200 + 9 * i, 40 * line, 4));
      }
    }

    assertThat(DotMatrix.distance(ink)).isZero();
  }

  @Test
  void shouldNotTakeAHalftoneForDots() {
    List<PixelRectangle> ink = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      for (int k = 0; k < 60; k++) {
        ink.add(dot(6 * i, 6 * k, 4));
      }
    }

    assertThat(DotMatrix.distance(ink)).isZero();
  }

  private static List<PixelRectangle> print(int size, int distance, int letters) {
    List<PixelRectangle> ink = new ArrayList<>();
    for (int letter = 0; letter < letters; letter++) {
      for (int row = 0; row < 7; row++) {
        for (int column = 0; column < 5; column++) {
          if (column == 0 || column == 4 || row == 3) {
            ink.add(dot((8 * letter + column) * distance, row * distance, size));
          }
        }
      }
    }
    return ink;
  }

  private static PixelRectangle dot(int left, int top, int size) {
    return new PixelRectangle(left, top, left + size, top + size);
  }
}
