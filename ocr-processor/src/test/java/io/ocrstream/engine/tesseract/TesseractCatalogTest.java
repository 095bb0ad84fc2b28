/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.InstallFolder;
import io.ocrstream.engine.natives.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TesseractCatalogTest {
  @TempDir Path models;

  private final TesseractCatalog bundled = TesseractCatalog.of(Optional.empty(), "");

  @Test
  void shouldNameTheBundledLanguagesWhenThereIsNoModelsFolder() {
    assertThat(bundled.languages()).containsExactly("eng", "fra", "por", "spa");
  }

  @Test
  void shouldHaveTheChecksumItClaimsForEachBundledModel() throws IOException {
    for (InstallFolder.Item model : bundled.models(List.of("eng", "fra", "por", "spa"))) {
      assertThat(InstallFolder.sha256(model.bytes())).as(model.name()).isEqualTo(model.sha256());
    }
  }

  @Test
  void shouldGiveNoInfoWhenALanguageIsNotInstalled() {
    assertThat(bundled.info(OcrOptions.text(List.of("eng", "tlh")))).isEmpty();
    assertThat(bundled.info(OcrOptions.text(List.of("osd")))).isEmpty();
  }

  @Test
  void shouldGiveAnotherDigestWhenTheOrderOfLanguagesDiffers() {
    assertThat(info(bundled, "eng", "por").modelDigest())
        .isNotEqualTo(info(bundled, "por", "eng").modelDigest())
        .hasSize(64);
    assertThat(info(bundled, "eng").version())
        .isEqualTo(NativeLibraries.TESSERACT_VERSION + "+" + TesseractCatalog.REVISION);
  }

  @Test
  void shouldPreferTheModelsFolderWhenBothHaveALanguage() throws IOException {
    Files.writeString(models.resolve("eng.traineddata"), "other");
    Files.writeString(models.resolve("deu.traineddata"), "new");
    Files.writeString(models.resolve("notes.txt"), "ignored");
    TesseractCatalog catalog = TesseractCatalog.of(Optional.of(models), "");
    assertThat(catalog.languages()).containsExactly("deu", "eng", "fra", "por", "spa");
    assertThat(info(catalog, "eng").modelDigest()).isNotEqualTo(info(bundled, "eng").modelDigest());
    assertThat(info(catalog, "por")).isEqualTo(info(bundled, "por"));
  }

  private static EngineInfo info(TesseractCatalog catalog, String... languages) {
    return catalog.info(OcrOptions.text(List.of(languages))).orElseThrow();
  }
}
