/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.EngineCatalog;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.onnx.OnnxCatalog;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AutoCatalogTest {
  private static final TestSettings SETTINGS = TestSettings.defaults();
  private static final EngineCatalog TESSERACT = TesseractCatalog.of(SETTINGS);
  private static final Optional<EngineCatalog> ONNX =
      OnnxCatalog.of(SETTINGS).map(catalog -> catalog);
  private static final OcrOptions ENGLISH =
      OcrOptions.text(List.of("eng")).withEngine(EngineName.AUTO);

  @Test
  void shouldNameBothEnginesWhenBothAreInstalled() {
    EngineInfo info = of(ONNX, EngineConfig.Effort.BALANCED).info(ENGLISH).orElseThrow();
    assertThat(info.name()).isEqualTo("auto");
    assertThat(info.version()).startsWith("tesseract-5.").contains(" onnx-1.");
    assertThat(info.options()).isEqualTo(ENGLISH);
  }

  @ParameterizedTest
  @EnumSource(EngineConfig.Effort.class)
  void shouldBeTesseractWhenTheSecondEngineIsNotInstalled(EngineConfig.Effort effort) {
    assertThat(of(Optional.empty(), effort).info(ENGLISH)).isEqualTo(alone(ENGLISH));
  }

  @Test
  void shouldBeTesseractWhenOneReadingHasToDo() {
    assertThat(of(ONNX, EngineConfig.Effort.FAST).info(ENGLISH)).isEqualTo(alone(ENGLISH));
  }

  @Test
  void shouldBeTesseractWhenASegmentationModeOfItIsAskedFor() {
    OcrOptions block = ENGLISH.withPageSegmentationMode(6);
    assertThat(of(ONNX, EngineConfig.Effort.BALANCED).info(block)).isEqualTo(alone(block));
  }

  @Test
  void shouldNeverShareAKeyWhenMoreIsSpent() {
    assertThat(of(ONNX, EngineConfig.Effort.BEST).info(ENGLISH).orElseThrow().fingerprint())
        .isNotEqualTo(
            of(ONNX, EngineConfig.Effort.BALANCED).info(ENGLISH).orElseThrow().fingerprint())
        .isNotEqualTo(alone(ENGLISH).orElseThrow().fingerprint());
  }

  @Test
  void shouldRefuseALanguageThatTesseractLacks() {
    OcrOptions chinese = OcrOptions.text(List.of("chi_sim")).withEngine(EngineName.AUTO);
    AutoCatalog auto = of(ONNX, EngineConfig.Effort.BALANCED);
    assertThat(auto.info(chinese)).isEmpty();
    assertThat(auto.refusal(chinese).code()).isEqualTo(FailureCode.UNSUPPORTED_LANGUAGE);
  }

  private static Optional<EngineInfo> alone(OcrOptions options) {
    return TESSERACT.info(options.withEngine(EngineName.TESSERACT));
  }

  private static AutoCatalog of(Optional<EngineCatalog> second, EngineConfig.Effort effort) {
    return new AutoCatalog(TESSERACT, second, effort);
  }
}
