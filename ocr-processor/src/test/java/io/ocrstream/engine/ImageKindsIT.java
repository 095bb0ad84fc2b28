/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One picture of two lines in the kinds of files that people send: each is read in full. */
class ImageKindsIT {
  private static final String LINES = "The ferry leaves at nine from the north pier";
  private static final Path FOLDER = Path.of("src", "test", "resources", "images");

  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** Components of several sizes, of more than 8 bits, beside an alpha. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "all-coarse.jp2",
        "chroma-16.jp2",
        "chroma-code-stream.j2k",
        "chroma-offset.jp2",
        "chroma-quarter.jp2",
        "chroma-tiled.jp2",
        "colour-alpha.jp2",
        "first-component-coarse.jp2",
        "gray-12.jp2",
        "gray-16.jp2",
        "gray-coarse-alpha.jp2",
        "one-component-coarse.jp2",
      })
  void shouldReadJpeg2000(String file) {
    assertThat(outcome(file)).isEqualTo(LINES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"six-components.jp2"})
  void shouldSayThatAKindIsNotRead(String file) {
    assertThat(outcome(file)).isEqualTo("UNSUPPORTED_TYPE");
  }

  /** The texts of all pages, or the code of what kept them from being read. */
  private static String outcome(String file) {
    EngineInfo info = CATALOG.info(OcrOptions.text(List.of("eng"))).orElseThrow();
    return ENGINE
        .open(FOLDER.resolve(file), info)
        .fold(ImageKindsIT::texts, refused -> refused.problem().code().name());
  }

  private static String texts(Engine.Document document) {
    try (document) {
      return IntStream.rangeClosed(1, document.pageCount())
          .mapToObj(number -> document.read(number, Duration.ofMinutes(1), PageMemory.NONE))
          .map(read -> read.fold(page -> page.text(), problem -> problem.code().name()))
          .map(text -> text.strip().replaceAll("\\s+", " "))
          .collect(Collectors.joining(" | "));
    }
  }
}
