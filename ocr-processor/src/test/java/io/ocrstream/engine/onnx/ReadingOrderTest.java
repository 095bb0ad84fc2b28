/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadingOrderTest {
  private final List<Piece> pieces = new ArrayList<>();

  @Test
  void shouldReadATableRowByRow() {
    for (int row = 0; row < 5; row++) {
      add("item" + row, 100, 100 + 40 * row, 120);
      add("price" + row, 500, 103 + 40 * row, 60);
    }
    assertThat(lines())
        .containsExactly(
            "item0 price0", "item1 price1", "item2 price2", "item3 price3", "item4 price4");
  }

  @Test
  void shouldReadRunningTextColumnByColumnWhenATitleStandsAboveBoth() {
    add("title", 100, 20, 900);
    for (int row = 0; row < 4; row++) {
      add("left" + row, 100, 100 + 40 * row, 400);
      add("right" + row, 560, 100 + 40 * row, 400);
    }
    assertThat(lines())
        .containsExactly(
            "title", "left0", "left1", "left2", "left3", "right0", "right1", "right2", "right3");
  }

  @Test
  void shouldKeepLinesWholeWhenThePageIsAskew() {
    for (int row = 0; row < 4; row++) {
      add("left" + row, 100, 100 + 40 * row, 200);
      add("right" + row, 700, 100 + 40 * row, 120);
    }
    double skew = Math.toRadians(5);
    pieces.replaceAll(piece -> new Piece(piece.box().turned(skew), piece.glyphs()));
    assertThat(lines())
        .containsExactly("left0 right0", "left1 right1", "left2 right2", "left3 right3");
    assertThat(ReadingOrder.of(pieces).skew()).isCloseTo(skew, within(1e-9));
  }

  @Test
  void shouldBeginAParagraphWhenAGapIsTallerThanALine() {
    add("one", 100, 100, 300);
    add("two", 100, 135, 300);
    add("three", 100, 210, 300);
    assertThat(ReadingOrder.of(pieces).paragraphs()).extracting(List::size).containsExactly(2, 1);
  }

  @Test
  void shouldReadNothingWhenThereIsNothing() {
    assertThat(ReadingOrder.of(List.of()).paragraphs()).isEmpty();
  }

  private List<String> lines() {
    Collections.shuffle(pieces, new Random(3));
    return ReadingOrder.of(pieces).paragraphs().stream()
        .flatMap(List::stream)
        .map(line -> String.join(" ", line.stream().map(ReadingOrderTest::text).toList()))
        .toList();
  }

  private void add(String text, double left, double top, double width) {
    TextBox box = new TextBox(left + width / 2, top + 15, width, 30, 0);
    pieces.add(new Piece(box, List.of(new DecodedCharacter(text, 0.9, 0.5))));
  }

  private static String text(Piece piece) {
    return piece.glyphs().get(0).text();
  }
}
