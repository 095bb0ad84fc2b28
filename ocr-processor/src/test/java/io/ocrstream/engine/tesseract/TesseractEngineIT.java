/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineContractIT;
import io.ocrstream.engine.SampleDocuments;
import io.ocrstream.engine.SampleFiles;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.natives.NativeLibraries;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.sourceforge.tess4j.TessAPI1;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TesseractEngineIT extends EngineContractIT {
  private static final double LARGEST_ERROR_RATE = 0.05;

  @Override
  public Engine start(TestSettings settings) {
    return TesseractEngine.start(settings, TesseractCatalog.of(settings));
  }

  @Test
  void shouldBeTheVersionThatTheCatalogSays() {
    engine();
    assertThat(TessAPI1.TessVersion()).isEqualTo(NativeLibraries.TESSERACT_VERSION);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldReadEachSample(String name) {
    List<Page> pages = pages(engine(), SampleFiles.file(name), language(name));
    String text = String.join(" ", pages.stream().map(Page::text).toList());
    assertThat(errorRate(text.replaceAll("\\s+", " ").strip(), SampleDocuments.textOf(name)))
        .as(text)
        .isLessThanOrEqualTo(LARGEST_ERROR_RATE);
  }

  @Test
  void shouldRefuseWhenAPageIsOverTheLimitOfPixelsOrEdge() {
    Path gif = SampleFiles.file("notice.gif");
    int pixels = 1240 * 392;
    assertThat(opened(SETTINGS.withMaxPixels(pixels).withMaxEdge(1240), gif)).isEmpty();
    assertThat(opened(SETTINGS.withMaxPixels(pixels - 1), gif))
        .contains(FailureCode.TOO_MANY_PIXELS);
    assertThat(opened(SETTINGS.withMaxEdge(1239), gif)).contains(FailureCode.TOO_MANY_PIXELS);
  }

  private Optional<FailureCode> opened(TestSettings settings, Path file) {
    EngineInfo info =
        TesseractCatalog.of(settings).info(info("eng", "all").options()).orElseThrow();
    try (Engine engine = start(settings)) {
      return open(engine, file, info);
    }
  }

  /** Returns the edit distance divided by the length of the expected text. */
  private static double errorRate(String read, String expected) {
    int[] row = new int[expected.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= read.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (read.charAt(i - 1) == expected.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[expected.length()] / (double) expected.length();
  }
}
