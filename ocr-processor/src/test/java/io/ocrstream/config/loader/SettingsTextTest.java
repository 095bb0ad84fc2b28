/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTextTest {
  @Test
  void shouldReadTheSameAgainWhenNothingIsGiven() {
    assertSameAgain(SettingsLoader.of(Map.of()));
  }

  @Test
  void shouldReadTheSameAgainWhenEverythingIsGiven() {
    assertSameAgain(SettingsLoader.of(SettingsMappingTest.GIVEN));
    assertSameAgain(SettingsLoader.of(Map.of("ocr.engine.models-dir", "/a,b\\c d")));
  }

  private static void assertSameAgain(Settings settings) {
    Map<String, String> texts = SettingsText.of(settings.engine());
    assertThat(texts)
        .isNotEmpty()
        .allSatisfy((key, text) -> assertThat(key).startsWith("ocr.engine."));
    assertThat(engine(SettingsLoader.of(texts))).isEqualTo(engine(settings));
  }

  private static Map<String, String> engine(Settings settings) {
    Map<String, String> all = SettingsReading.of(settings);
    all.keySet().removeIf(key -> !key.startsWith("ocr.engine."));
    return all;
  }
}
