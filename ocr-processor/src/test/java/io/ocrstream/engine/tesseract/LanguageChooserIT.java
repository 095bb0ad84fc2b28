/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Treatment;
import io.ocrstream.engine.FirstPage;
import io.ocrstream.engine.SampleFiles;
import io.ocrstream.engine.TestSettings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the languages that are detected where events leave the choice to the engine. */
class LanguageChooserIT {
  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);
  private static final TesseractEngine ENGINE = TesseractEngine.start(SETTINGS, CATALOG);

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @ParameterizedTest
  @CsvSource({
    "english.png, eng",
    "portuguese.png, por",
    "spanish.png, spa",
    "french.png, fra",
  })
  void shouldChooseTheLanguageThatThePageIsWrittenIn(String name, String language) {
    Page chosen = read(SampleFiles.file(name), OcrOptions.AUTO_LANGUAGES);
    Page asked = read(SampleFiles.file(name), List.of(language));
    assertThat(languages(chosen)).containsExactly(language);
    assertThat(chosen.text()).isEqualTo(asked.text());
    assertThat(chosen.words()).isEqualTo(asked.words());
  }

  @Test
  void shouldChooseAlikeWhenThePageIsReadAgain() {
    Path file = SampleFiles.file("spanish.png");
    Page chosen = read(file, OcrOptions.AUTO_LANGUAGES);
    assertThat(read(file, OcrOptions.AUTO_LANGUAGES)).isEqualTo(chosen);
  }

  @Test
  void shouldTakeTheUsualLanguageWhenThePageDoesNotTell() throws IOException {
    BufferedImage blank = new BufferedImage(300, 200, BufferedImage.TYPE_BYTE_GRAY);
    Path file = folder.resolve("blank.png");
    ImageIO.write(blank, "png", file.toFile());
    assertThat(languages(read(file, OcrOptions.AUTO_LANGUAGES))).containsExactly("eng");
  }

  @Test
  void shouldCountAllInstalledModelsWhenTheEngineChooses() {
    EngineInfo auto = info(OcrOptions.AUTO_LANGUAGES);
    EngineInfo all = info(List.copyOf(CATALOG.languages()));
    assertThat(auto.modelDigest()).isEqualTo(all.modelDigest());
    assertThat(auto.fingerprint()).isNotEqualTo(all.fingerprint());
  }

  @Test
  void shouldSortModelsByTheScriptThatIsSeen() {
    assertThat(Scripts.of("por")).isEqualTo(Scripts.LATIN);
    assertThat(Scripts.of("rus")).isEqualTo(Scripts.named("Cyrillic"));
    assertThat(Scripts.of("kor")).isEqualTo(Scripts.named("Korean"));
    assertThat(Scripts.of("chi_tra")).isEqualTo(Scripts.named("HanT"));
  }

  private static List<String> languages(Page page) {
    return Optional.ofNullable(page.treatment()).map(Treatment::languages).orElseThrow();
  }

  private static EngineInfo info(List<String> languages) {
    return CATALOG.info(OcrOptions.text(languages)).orElseThrow();
  }

  private static Page read(Path file, List<String> languages) {
    return FirstPage.of(ENGINE, file, info(languages));
  }
}
