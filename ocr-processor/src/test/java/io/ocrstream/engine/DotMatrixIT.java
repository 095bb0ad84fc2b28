/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.TestFont;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Preparation;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import io.ocrstream.engine.tesseract.TesseractEngine;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests print of dot-matrix printers, of several sizes and distances of dots. */
class DotMatrixIT {
  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);
  private static final int MIDDLE_GRAY = 128;

  /** Dots from one line to the next. */
  private static final int LINE_DOTS = 26;

  private static final List<String> LINES =
      List.of(
          "The harbour office keeps a register of all vessels",
          "that stay longer than three nights. Owners must show",
          "proof of insurance and pay the berth fee in advance.");

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** The share is that of the distance which a dot's diameter takes. */
  @ParameterizedTest
  @CsvSource({"3, .7", "4, .7", "5, .6", "5, .8", "6, .7", "7, .6", "8, .8"})
  void shouldReadPrintWhoseDotsDoNotTouch(int distance, double share) throws IOException {
    Page page = read(print(distance, share));

    String text = String.join("\n", LINES);
    assertThat(TextScore.of(page.text(), text).errorRate()).isLessThanOrEqualTo(0.05);
    assertThat(requireNonNull(page.treatment()).preparation()).contains(Preparation.DOTS_JOINED);
    assertThat(page.isComplete()).isTrue();
  }

  private Page read(BufferedImage image) throws IOException {
    Path file = folder.resolve("page.png");
    ImageIO.write(image, "png", file.toFile());
    OcrOptions options = OcrOptions.text(List.of("eng"));
    return FirstPage.of(ENGINE, file, CATALOG.info(options).orElseThrow());
  }

  /* Each pixel of small text becomes a dot, nearly in its place. */
  private static BufferedImage print(int distance, double share) {
    BufferedImage small = paper(520, LINE_DOTS * (LINES.size() + 1));
    Graphics2D pen = small.createGraphics();
    pen.setColor(Color.BLACK);
    for (int i = 0; i < LINES.size(); i++) {
      TestFont.draw(pen, LINES.get(i), 20, 10, LINE_DOTS * (i + 1));
    }
    pen.dispose();
    BufferedImage page = paper(small.getWidth() * distance, small.getHeight() * distance);
    pen = page.createGraphics();
    pen.setColor(Color.BLACK);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    Random chance = new Random(distance);
    double size = share * distance;
    for (int y = 0; y < small.getHeight(); y++) {
      for (int x = 0; x < small.getWidth(); x++) {
        if (small.getRaster().getSample(x, y, 0) < MIDDLE_GRAY) {
          double left = x * distance + 0.1 * chance.nextGaussian();
          double top = y * distance + 0.1 * chance.nextGaussian();
          pen.fill(new Ellipse2D.Double(left, top, size, size));
        }
      }
    }
    pen.dispose();
    return page;
  }

  private static BufferedImage paper(int width, int height) {
    BufferedImage paper = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = paper.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, width, height);
    pen.dispose();
    return paper;
  }
}
