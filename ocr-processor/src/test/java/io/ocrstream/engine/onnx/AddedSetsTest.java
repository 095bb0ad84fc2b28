/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.OnnxSettings;
import io.ocrstream.engine.onnx.models.Alphabet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddedSetsTest {
  private static final OnnxCatalog BUNDLED =
      OnnxCatalog.of(OnnxSettings.bundled().engine()).orElseThrow();

  @TempDir Path folder;

  @Test
  void shouldUseTheFirstSetThatSpellsAllLanguages() throws IOException {
    add("b", "languages = fra, eng\n");
    add("a", "languages = fra\n");
    OnnxCatalog catalog = catalog();
    assertThat(catalog.languages()).containsExactly("chi_sim", "eng", "fra");
    assertThat(catalog.set(List.of("fra")).name()).isEqualTo("a");
    assertThat(catalog.set(List.of("fra", "eng")).name()).isEqualTo("b");
    assertThat(catalog.set(List.of("eng")).name()).isEqualTo("b");
    assertThat(catalog.set(List.of("chi_sim")).name()).isEqualTo("pp-ocr-v4");
    assertThat(catalog.info(options("chi_sim", "fra"))).isEmpty();
  }

  @Test
  void shouldReadUnknownLanguagesWithTheSetThatHasMost() throws IOException {
    add("a", "languages = fra\n");
    assertThat(catalog().set(OcrOptions.AUTO_LANGUAGES).name()).isEqualTo("pp-ocr-v4");
    add("b", "languages = fra, eng, xyz\n");
    assertThat(catalog().set(OcrOptions.AUTO_LANGUAGES).name()).isEqualTo("b");
  }

  @Test
  void shouldChangeOnlyTheKeysOfTextsThatAnAddedSetReads() throws IOException {
    add("a", "languages = fra\n");
    OnnxCatalog catalog = catalog();
    assertThat(catalog.info(options("eng"))).isEqualTo(BUNDLED.info(options("eng")));
    assertThat(digest(catalog, "auto")).isNotEqualTo(digest(BUNDLED, "auto"));
    String before = digest(catalog, "fra");
    add("a", "languages = fra\nlicence = MIT\n");
    assertThat(digest(catalog(), "fra")).as("the licence").isEqualTo(before);
    add("a", "languages = fra\ndetection.max-edge = 640\n");
    assertThat(digest(catalog(), "fra")).as("the size of pages").isNotEqualTo(before);
  }

  @Test
  void shouldLeaveOutFoldersWithoutADescription() throws IOException {
    Files.createDirectories(folder.resolve("notes"));
    add(".draft-1", "languages = fra\n");
    assertThat(catalog().sets().added()).isEmpty();
  }

  @Test
  void shouldAllowLettersOfTheRequestedLanguagesOnly() {
    assertThat(Alphabet.mayHold(List.of("rus"), "ж")).isTrue();
    assertThat(Alphabet.mayHold(List.of("rus"), "λ")).isFalse();
    assertThat(Alphabet.mayHold(List.of("eng"), "ж")).isFalse();
    assertThat(Alphabet.mayHold(List.of("xyz"), "ж")).isTrue();
    assertThat(Alphabet.mayHold(List.of("eng", "kor"), "한")).isTrue();
    assertThat(Alphabet.mayHold(List.of(), "한")).isTrue();
  }

  private void add(String name, String lines) throws IOException {
    Path set = folder.resolve(name);
    TinyNetworks.write(set, TinyNetworks.FRENCH, TinyNetworks.FRENCH.length(), 48);
    Path description = set.resolve("models.properties");
    Files.writeString(description, Files.readString(description) + lines);
  }

  private OnnxCatalog catalog() {
    return OnnxCatalog.of(OnnxSettings.of(folder).engine()).orElseThrow();
  }

  private static OcrOptions options(String... languages) {
    return OcrOptions.text(List.of(languages)).withEngine(EngineName.ONNX);
  }

  private static String digest(OnnxCatalog catalog, String language) {
    return catalog.info(options(language)).map(EngineInfo::modelDigest).orElseThrow();
  }
}
