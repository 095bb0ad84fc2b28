/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.config.loader.ValueParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"0ms", "400ms", "1500ms", "1s", "90s", "2m", "1h", "36h", "7d"})
  void shouldWriteTheTextThatSettingsParseWhenADurationIsShown(String text) {
    assertThat(DurationText.of(ValueParser.duration(text))).isEqualTo(text);
  }
}
