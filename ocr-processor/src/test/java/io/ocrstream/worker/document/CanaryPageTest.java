/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class CanaryPageTest {
  @TempDir private Path folder = Path.of("");

  /** Returns whether a file is the canary page. */
  public static boolean isCanary(Path file) {
    return file.toString().endsWith(".canary");
  }

  @Test
  void shouldBeASmallImageThatIsGoneWithTheScratch() throws Exception {
    try (TempFiles tempFiles = new TempFiles(folder.resolve("document"))) {
      Path file = CanaryPage.in(tempFiles);

      assertThat(isCanary(file)).isTrue();
      BufferedImage image = ImageIO.read(file.toFile());
      assertThat(image.getWidth() * image.getHeight()).isBetween(10_000, 100_000);
    }
    assertThat(folder).isEmptyDirectory();
  }
}
