/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.image.ConnectedComponents;
import io.ocrstream.engine.image.PixelRectangle;
import io.ocrstream.engine.tesseract.ExpectedLines.TextLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedLinesTest {
  private static final int HEIGHT = 20;

  @Test
  void shouldPreferOneBlockOnlyWhenWritingWasLeftOut() {
    ConnectedComponents letters = letters(20, 600);
    assertThat(new ExpectedLines(column(1, 0, 600, 20)).isWorseThanOneBlock(letters)).isFalse();
    assertThat(new ExpectedLines(column(1, 0, 600, 19)).isWorseThanOneBlock(letters)).isFalse();
    assertThat(new ExpectedLines(column(1, 0, 600, 18)).isWorseThanOneBlock(letters)).isTrue();
    assertThat(new ExpectedLines(List.of()).isWorseThanOneBlock(letters))
        .as("no line at all")
        .isFalse();
    assertThat(new ExpectedLines(List.of()).isWorseThanOneBlock(ConnectedComponents.NONE))
        .isFalse();
  }

  @Test
  void shouldKeepColumnsWhenWritingWasLeftOutOfThem() {
    List<TextLine> columns = new ArrayList<>(column(1, 0, 280, 10));
    columns.addAll(column(2, 320, 600, 10));
    ExpectedLines layout = new ExpectedLines(columns);
    assertThat(layout.columns(HEIGHT)).isEqualTo(1);
    assertThat(layout.isWorseThanOneBlock(letters(20, 600))).isFalse();
  }

  @Test
  void shouldNotTakeCellsForColumnsWhenTheyAreShort() {
    List<TextLine> cells = new ArrayList<>(column(1, 0, 280, 10));
    cells.addAll(column(2, 520, 600, 10));
    ExpectedLines layout = new ExpectedLines(cells);
    assertThat(layout.columns(HEIGHT)).isZero();
    assertThat(layout.isWorseThanOneBlock(letters(20, 600))).isTrue();
  }

  @Test
  void shouldPreferOneBlockWhenRowsAreTornIntoCells() {
    List<TextLine> rows = new ArrayList<>(column(1, 0, 239, 20));
    rows.addAll(column(2, 400, 600, 20));
    ExpectedLines layout = new ExpectedLines(rows);
    assertThat(layout.cells(HEIGHT)).isEqualTo(1);
    assertThat(layout.isWorseThanOneBlock(letters(20, 600))).isTrue();
  }

  /** As the decimals of amounts in a receipt, taken for a column of their own. */
  @Test
  void shouldPreferOneBlockWhenTheBorderOfBlocksGoesThroughWords() {
    for (int gap : new int[] {8, 14}) {
      for (int rows : new int[] {2, 3}) {
        List<TextLine> lines = new ArrayList<>(column(1, 0, 560, 20));
        lines.addAll(column(2, 560 + gap, 600, rows));
        ExpectedLines layout = new ExpectedLines(lines);
        assertThat(layout.isWorseThanOneBlock(letters(20, 550)))
            .as("gap of %d pixels in %d rows", gap, rows)
            .isEqualTo(gap == 8 && rows == 3);
      }
    }
  }

  /** Returns lines above each other, from {@code left} to {@code right}. */
  private static List<TextLine> column(int block, int left, int right, int count) {
    List<TextLine> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(new TextLine(block, new PixelRectangle(left, 40 * i, right, 40 * i + HEIGHT)));
    }
    return lines;
  }

  /** Returns as many lines of letters. */
  private static ConnectedComponents letters(int lines, int width) {
    List<PixelRectangle> letters = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      for (int x = 0; x + 10 <= width; x += 15) {
        letters.add(new PixelRectangle(x, 40 * i, x + 10, 40 * i + HEIGHT));
      }
    }
    return ConnectedComponents.of(letters);
  }
}
