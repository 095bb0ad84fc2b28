/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests rendering of pages by children. */
class DrawIT {
  /** Maximum number of pixels of a rendered page. */
  private static final int MAX_PIXELS = 4_000_000;

  private static final IsolatedEngine ENGINE = Isolation.start(1, Map.of("child.spares", "0"));

  @TempDir private Path folder = Path.of("unset");

  @AfterAll
  static void stop() {
    ENGINE.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"letter.pdf", "letter.tiff", "receipt-sideways.jpg", "notice.gif"})
  void shouldDrawAPageInItsOwnShape(String sample) throws Exception {
    Path target = folder.resolve("page.png");
    try (Engine.Document document = Isolation.open(ENGINE, Isolation.copy(sample, folder))) {
      assertThat(document.draw(1, Long.MAX_VALUE, target, Isolation.AMPLE)).isEmpty();
      Page page =
          document
              .read(1, Isolation.AMPLE, PageCachePort.NONE)
              .fold(
                  read -> read,
                  problem -> {
                    throw new AssertionError(problem.toString());
                  });
      BufferedImage drawn = ImageIO.read(target.toFile());
      int pixels = drawn.getWidth() * drawn.getHeight();
      if (page.width() * page.height() <= MAX_PIXELS) {
        assertThat(drawn.getWidth()).isEqualTo(page.width());
        assertThat(drawn.getHeight()).isEqualTo(page.height());
      } else {
        assertThat(pixels).isBetween(MAX_PIXELS * 9 / 10, MAX_PIXELS * 101 / 100);
        double shape = (double) page.width() / page.height();
        assertThat((double) drawn.getWidth() / drawn.getHeight())
            .isBetween(shape * 0.99, shape * 1.01);
      }
    }
  }

  /**
   * A page with exactly the maximum number of pixels is rendered at full size, and one with ten
   * more rows is scaled down.
   */
  @ParameterizedTest
  @CsvSource({"2000, 2000, 2000", "2000, 2010, 1995"})
  void shouldDrawALargePageSmaller(int width, int height, int drawnWidth) throws Exception {
    Path target = folder.resolve("page.png");
    Path source = folder.resolve("large.png");
    BufferedImage large = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    assertThat(ImageIO.write(large, "png", source.toFile())).isTrue();
    try (Engine.Document document = Isolation.open(ENGINE, source)) {
      assertThat(document.draw(1, Long.MAX_VALUE, target, Isolation.AMPLE)).isEmpty();
    }
    assertThat(ImageIO.read(target.toFile()).getWidth()).isEqualTo(drawnWidth);
  }

  @Test
  void shouldDrawNoLargerThanAskedFor() throws Exception {
    Path target = folder.resolve("small.png");
    try (Engine.Document document = Isolation.open(ENGINE, Isolation.copy("letter.pdf", folder))) {
      assertThat(document.draw(1, 30_000, target, Isolation.AMPLE)).isEmpty();
    }
    BufferedImage small = ImageIO.read(target.toFile());
    assertThat(small.getWidth() * small.getHeight()).isBetween(27_000, 30_500);
  }

  @Test
  void shouldSayWhyWhenThereIsNoSuchPageOrPlace() throws Exception {
    try (Engine.Document document = Isolation.open(ENGINE, Isolation.copy("notice.gif", folder))) {
      Path nowhere = folder.resolve("no/such/folder/page.png");
      assertThat(code(document.draw(2, Long.MAX_VALUE, folder.resolve("p.png"), Isolation.AMPLE)))
          .isEqualTo(FailureCode.NO_SUCH_PAGE);
      assertThat(code(document.draw(1, Long.MAX_VALUE, nowhere, Isolation.AMPLE)))
          .isEqualTo(FailureCode.INTERNAL);
    }
    assertThat(folder.resolve("p.png")).doesNotExist();
  }

  private static FailureCode code(Optional<Problem> problem) {
    return problem.orElseThrow().code();
  }
}
