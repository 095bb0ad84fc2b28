/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.tesseract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageNumberTest {
  @ParameterizedTest
  @ValueSource(strings = {"-7-", "—1234—", "[xviii]", "(12)", "**5**", "~40~"})
  void shouldBeAPageNumberWhenDigitsOrRomanNumeralsStandBetweenSigns(String text) {
    assertThat(PageNumber.isBetweenSigns(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "-7", "7-", "-12345-", "-xxxviiii-", "-A-", "|1|", "-+7-", "--", ""})
  void shouldBeNoneWhenASignOrTheNumberIsMissingOrOfAnotherKind(String text) {
    assertThat(PageNumber.isBetweenSigns(text)).isFalse();
  }
}
