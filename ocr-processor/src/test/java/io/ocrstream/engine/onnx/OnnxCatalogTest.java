/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.OnnxSettings;
import io.ocrstream.engine.onnx.models.ModelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxCatalogTest {
  @TempDir Path folder;

  private final OnnxCatalog bundled = OnnxCatalog.of(OnnxSettings.bundled().engine()).orElseThrow();

  @Test
  void shouldSayWhichLanguagesTheVocabularySpells() {
    assertThat(bundled.languages()).containsExactly("chi_sim", "eng");
  }

  @Test
  void shouldDescribeTheEngine() {
    EngineInfo info = bundled.info(options("eng")).orElseThrow();
    assertThat(info.name()).isEqualTo("onnx");
    assertThat(info.version()).isEqualTo(OnnxCatalog.RUNTIME_VERSION + "+" + OnnxCatalog.REVISION);
    assertThat(info.modelDigest()).matches("[0-9a-f]{64}");
  }

  @Test
  void shouldRefuseALanguageThatItCannotSpell() {
    assertThat(bundled.info(options("por"))).isEmpty();
    assertThat(bundled.info(options("eng", "fra"))).isEmpty();
    assertThat(bundled.refusal(options("por")).code()).isEqualTo(FailureCode.UNSUPPORTED_LANGUAGE);
    assertThat(bundled.refusal(options("por")).message()).contains("[chi_sim, eng]");
  }

  @Test
  void shouldReadAnythingInItsVocabularyWhenTheChoiceIsItsOwn() {
    assertThat(bundled.info(options("auto"))).isPresent();
  }

  @Test
  void shouldNotAnswerForAnotherEngine() {
    assertThat(bundled.info(OcrOptions.text(List.of("eng")))).isEmpty();
  }

  @Test
  void shouldTakeTheFolderBeforeTheBundledModels() throws IOException {
    write("models.properties", description("detection.max-edge = 640"));
    write("vocabulary.txt", "ñ\n");
    OnnxCatalog own = catalogOfFolder();
    ModelSet first = first(own);
    assertThat(first.languages()).isEmpty();
    assertThat(first.vocabulary()).containsExactly("ñ", " ");
    assertThat(first.detection().maxEdge()).isEqualTo(640);
    assertThat(own.languages()).isEqualTo(bundled.languages());
    assertThat(own.info(options("eng"))).isEqualTo(bundled.info(options("eng")));
  }

  @Test
  void shouldHaveAnotherDigestWhenAnyFileIsAnother() throws IOException {
    write("models.properties", description("detection.max-edge = 640"));
    write("vocabulary.txt", "a\n");
    String first = first(catalogOfFolder()).digest();
    write("vocabulary.txt", "b\n");
    String second = first(catalogOfFolder()).digest();
    write("detection.onnx", "other");
    String third = first(catalogOfFolder()).digest();
    write("models.properties", description("detection.max-edge = 672"));
    assertThat(List.of(first, second, third, first(catalogOfFolder()).digest()))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldNameWhatIsWrongWithADescription() throws IOException {
    write("vocabulary.txt", "a\n");
    assertRefused("detection.max-edge = 31", "detection.max-edge");
    assertRefused("detection.max-edge = 8193", "detection.max-edge");
    assertRefused("detection.max-edge = ", "detection.max-edge");
    assertRefused("detection.max-edge = 640\ndetection.speed = 3", "detection.speed");
    assertRefused("detection.max-edge = 640\nrecognition.decoder = guess", "recognition.decoder");
    assertRefused("detection.max-edge = 640\ndetection.mean = 1, 2", "detection.mean");
    assertRefused("detection.max-edge = 640\nrecognition.file = ../x.onnx", "../x.onnx");
    assertRefused("detection.max-edge = 640\nrecognition.file = none.onnx", "none.onnx");
  }

  @Test
  void shouldTakeTheLimitsThemselves() throws IOException {
    write("vocabulary.txt", "a\n");
    write("models.properties", description("detection.max-edge = 32"));
    assertThat(first(catalogOfFolder()).detection().maxEdge()).isEqualTo(32);
    write("models.properties", description("detection.max-edge = 8192"));
    assertThat(first(catalogOfFolder()).detection().maxEdge()).isEqualTo(8192);
  }

  private void assertRefused(String lines, String named) throws IOException {
    write("models.properties", description(lines));
    assertThatThrownBy(this::catalogOfFolder)
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining(named);
  }

  private static ModelSet first(OnnxCatalog catalog) {
    return catalog.sets().all().get(0);
  }

  private OnnxCatalog catalogOfFolder() {
    return OnnxCatalog.of(OnnxSettings.of(folder).engine()).orElseThrow();
  }

  /** Returns the bundled description with other files. Later lines take precedence. */
  private String description(String lines) throws IOException {
    write("recognition.onnx", "r");
    if (!Files.exists(folder.resolve("detection.onnx"))) {
      write("detection.onnx", "d");
    }
    String own =
        """
        detection.file = detection.onnx
        recognition.file = recognition.onnx
        recognition.vocabulary = vocabulary.txt
        """;
    return Models.description() + own + lines + "\n";
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static OcrOptions options(String... languages) {
    return OcrOptions.text(List.of(languages)).withEngine(EngineName.ONNX);
  }
}
