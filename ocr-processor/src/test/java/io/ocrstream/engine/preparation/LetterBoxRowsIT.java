/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.natives.NativeLibraries;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which areas of a page are rows of boxes, by their sizes and places. */
class LetterBoxRowsIT {
  private static final int MARGIN = 20;

  @TempDir Path folder;

  @BeforeAll
  static void load() throws IOException {
    NativeLibraries.load(new InstallFolder(TestSettings.defaults().installDir()));
  }

  /**
   * Boxes side by side, in rows one below the other, in pixels.
   *
   * @param count of all boxes
   * @param perRow boxes of a full row
   * @param width of the inside of a box
   * @param height of the inside of a box
   * @param gap between the lines of two boxes
   * @param rowGap between the lines of two rows
   */
  private record Grid(int count, int perRow, int width, int height, int gap, int rowGap) {
    static Grid row(int count, int width, int height, int gap) {
      return new Grid(count, count, width, height, gap, 0);
    }

    BufferedImage drawn() {
      int rows = (count + perRow - 1) / perRow;
      BufferedImage page =
          new BufferedImage(
              Math.max(600, 2 * MARGIN + perRow * (width + 2 + gap)),
              Math.max(400, 2 * MARGIN + rows * (height + 2 + rowGap)),
              BufferedImage.TYPE_BYTE_GRAY);
      Graphics2D pen = page.createGraphics();
      pen.setColor(Color.WHITE);
      pen.fillRect(0, 0, page.getWidth(), page.getHeight());
      pen.setColor(Color.BLACK);
      for (int i = 0; i < count; i++) {
        int x = MARGIN + i % perRow * (width + 2 + gap);
        int y = MARGIN + i / perRow * (height + 2 + rowGap);
        pen.drawRect(x, y, width + 1, height + 1);
      }
      pen.dispose();
      return page;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8, 20, 30, 5, true",
    "4, 20, 30, 5, true",
    "3, 20, 30, 5, false", // too few
    "8, 10, 12, 5, true",
    "8, 10, 11, 5, false", // too low
    "8, 20, 60, 5, false", // too narrow
    "8, 40, 24, 5, false", // too wide
    "8, 20, 30, 28, true",
    "8, 20, 30, 31, false" // too far apart
  })
  void shouldFindARowBySizeAndDistance(int count, int width, int height, int gap, boolean found)
      throws IOException {
    assertThat(rows(Grid.row(count, width, height, gap))).isEqualTo(found ? 1 : 0);
  }

  /** Rows of a table are close to each other. */
  @ParameterizedTest
  @CsvSource({"4, 0", "12, 3"})
  void shouldFindRowsThatAreApart(int rowGap, int found) throws IOException {
    assertThat(rows(new Grid(24, 8, 20, 30, 2, rowGap))).isEqualTo(found);
  }

  @Test
  void shouldLeaveSquaredPaper() throws IOException {
    int perRow = 50;
    int most = LetterBoxes.MAX_BOXES;

    assertThat(rows(new Grid(most, perRow, 12, 14, 2, 12))).isEqualTo(most / perRow);
    assertThat(rows(new Grid(most + 4, perRow, 12, 14, 2, 12))).isZero();
  }

  private int rows(Grid grid) throws IOException {
    Path file = folder.resolve("page.png");
    ImageIO.write(grid.drawn(), "png", file.toFile());
    try (PixImage page = PixImage.read(file).value().orElseThrow()) {
      return LetterBoxes.rows(page).size();
    }
  }
}
