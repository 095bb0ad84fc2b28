/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.image.PixelRectangle;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the repair of single words of Tesseract's table. */
class WordRepairTest {
  private static final String ROW = "5\t1\t1\t1\t1\t%d\t%d\t0\t%d\t%d\t%d\t%s\n";

  @ParameterizedTest
  @CsvSource({"(EDIT.O},(EDIT.O)", "{203),(203)", "'x(2},','x(2),'", "f{a)(,f{a)("})
  void shouldReplaceABraceByTheOtherParenthesisOfAPair(String read, String repaired) {
    assertThat(Parentheses.paired(read)).isEqualTo(repaired);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a)", "{a}", "(0,1]", "(a", "a}", "({a})", "{x(1)}", ""})
  void shouldLeaveOtherBracketsAsTheyAre(String word) {
    assertThat(Parentheses.paired(word)).isEqualTo(word);
  }

  /** Words are a heading, the lone one, and its neighbour. The ink is of the lone one. */
  @ParameterizedTest
  @CsvSource({
    "0,50,20,20,O",
    "0,50,17,20,0",
    "0,90,20,20,0",
    "0,50,15,15,O",
    "0,50,14,14,0",
    "fe),50,20,20,O",
    "(0),50,13,20,0",
    "oO,50,20,21,O",
    "oO,90,20,20,oO",
    "oO,50,31,20,oO",
    "Xx,50,19,20,X",
    "xX,50,14,14,x",
    "to,50,20,20,to"
  })
  void shouldReadALoneCharacterByItsShape(
      String read, int confidence, int width, int height, String repaired) {
    PixelRectangle piece = new PixelRectangle(110, 2, 110 + width, 2 + height);
    PixelRectangle speck = new PixelRectangle(112, 5, 115, 8);
    PixelRectangle beside = new PixelRectangle(210, 0, 230, 20);

    assertThat(lone(read, confidence, List.of(piece, speck, beside))).isEqualTo(repaired);
  }

  @Test
  void shouldLeaveALoneWordOfTwoPiecesOrOfNone() {
    PixelRectangle letter = new PixelRectangle(110, 0, 120, 20);
    PixelRectangle bracket = new PixelRectangle(122, 0, 128, 20);

    assertThat(lone("e)", 50, List.of(letter, bracket))).isEqualTo("e)");
    assertThat(lone("e)", 50, List.of())).isEqualTo("e)");
  }

  private static String lone(String text, int confidence, List<PixelRectangle> ink) {
    RecognisedText reading =
        TsvParser.parse(
            ROW.formatted(1, 0, 60, 20, 95, "Rating")
                + ROW.formatted(2, 105, 40, 30, confidence, text)
                + ROW.formatted(3, 200, 60, 20, 95, "(AB.O)"));
    return LoneLetters.repaired(reading, ink).words().get(1).text();
  }
}
