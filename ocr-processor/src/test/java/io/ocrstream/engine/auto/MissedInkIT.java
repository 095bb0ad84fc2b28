/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.image.PixRows;
import io.ocrstream.engine.natives.NativeLibraries;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests the ink that a second reading missed, on a page of four rows of equal letters. */
class MissedInkIT {
  private static final int ROWS = 4;
  private static final int ROW_PIXELS = 40;
  private static final int WIDTH = 400;

  @BeforeAll
  static void load() {
    NativeLibraries.load(new InstallFolder(TestSettings.defaults().installDir()));
  }

  @Test
  void shouldMissNothingWhenTheSecondReadingHasEveryRow() {
    assertThat(missed(read(2, 0.5), read(ROWS, null))).isEqualTo(0);
  }

  @Test
  void shouldMissWhatOnlyTheFirstReadingHas() {
    assertThat(missed(read(3, 0.25), read(1, null))).isCloseTo(0.75, within(0.01));
  }

  @Test
  void shouldKeepWhatBothReadingsMissed() {
    assertThat(missed(read(2, 0.5), read(2, null))).isCloseTo(0.5, within(0.01));
  }

  @Test
  void shouldMeasureTheSecondReadingAloneWhenTheFirstHasNoMeasure() {
    assertThat(missed(read(0, null), read(1, null))).isCloseTo(0.75, within(0.01));
  }

  private static @Nullable Double missed(Page first, Page second) {
    try (PixImage image = PixRows.copyOf(rows())) {
      return MissedInk.measured(first, second, image).missedInk();
    }
  }

  private static BufferedImage rows() {
    BufferedImage page = new BufferedImage(WIDTH, ROWS * ROW_PIXELS, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D paper = page.createGraphics();
    paper.setColor(Color.WHITE);
    paper.fillRect(0, 0, page.getWidth(), page.getHeight());
    paper.setColor(Color.BLACK);
    for (int row = 0; row < ROWS; row++) {
      for (int x = 10; x < WIDTH - 20; x += 20) {
        paper.fillRect(x, row * ROW_PIXELS + 10, 12, 20);
      }
    }
    paper.dispose();
    return page;
  }

  /** Returns a page with the words of the first {@code rows} rows. */
  private static Page read(int rows, @Nullable Double missedInk) {
    List<Word> words =
        IntStream.range(0, rows)
            .mapToObj(row -> Word.of("row", 0, row * ROW_PIXELS, WIDTH, ROW_PIXELS, 0.9))
            .toList();
    return new Page(
            1,
            WIDTH,
            ROWS * ROW_PIXELS,
            0,
            Page.Status.READ,
            Page.TextSource.OCR,
            0.9,
            "row",
            null,
            words,
            null,
            null,
            null)
        .withMissedInk(missedInk, null);
  }
}
