/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.installed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.TestSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstalledEnginesTest {
  private static final OcrOptions ENGLISH = OcrOptions.text(List.of("eng"));

  private final InstalledEngines both = InstalledEngines.of(TestSettings.defaults());
  private final InstalledEngines one = InstalledEngines.of(TestSettings.defaults(), List.of());

  @Test
  void shouldDescribeTheEngineThatIsAskedFor() {
    assertThat(both.info(ENGLISH).orElseThrow().name()).isEqualTo("tesseract");
    OcrOptions onnx = ENGLISH.withEngine(EngineName.ONNX);
    assertThat(both.info(onnx).orElseThrow().name()).isEqualTo("onnx");
    assertThat(both.info(onnx).orElseThrow().fingerprint())
        .isNotEqualTo(both.info(ENGLISH).orElseThrow().fingerprint());
  }

  @Test
  void shouldRefuseAnEngineThatIsNotInstalled() {
    OcrOptions onnx = ENGLISH.withEngine(EngineName.ONNX);
    assertThat(one.info(onnx)).isEmpty();
    assertThat(one.refusal(onnx).code()).isEqualTo(FailureCode.UNSUPPORTED_OPTION);
    assertThat(one.refusal(onnx).message())
        .isEqualTo("The engine onnx is not installed; installed are [tesseract]");
  }

  @Test
  void shouldRefuseALanguageInTheWordsOfTheEngineThatIsAskedFor() {
    OcrOptions portuguese = OcrOptions.text(List.of("por"));
    assertThat(both.info(portuguese)).isPresent();
    OcrOptions onnx = portuguese.withEngine(EngineName.ONNX);
    assertThat(both.info(onnx)).isEmpty();
    assertThat(both.refusal(onnx).code()).isEqualTo(FailureCode.UNSUPPORTED_LANGUAGE);
    assertThat(both.refusal(onnx).message()).contains("[chi_sim, eng]");
  }

  @Test
  void shouldTellTheLanguagesOfAll() {
    assertThat(one.languages()).doesNotContain("chi_sim");
    assertThat(both.languages()).contains("chi_sim", "eng", "por");
  }

  @Test
  void shouldNotStartWhenTheConfiguredEngineIsNotInstalled() {
    TestSettings onnx = TestSettings.defaults().withName(EngineName.ONNX);
    assertThat(InstalledEngines.of(onnx).languages()).isNotEmpty();
    assertThatThrownBy(() -> InstalledEngines.of(onnx, List.of()))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage("The engine onnx is not installed; installed are [tesseract]");
  }
}
