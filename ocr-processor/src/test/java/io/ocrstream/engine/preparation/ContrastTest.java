/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContrastTest {
  private static final int PIXELS = 100_000;

  @ParameterizedTest
  @CsvSource({"250, 2", "235, 6", "220, 10", "200, 15"})
  void shouldBeBlankWhenThereIsOnlyNoise(int mean, double deviation) {
    float[] noise = new float[256];
    addBell(noise, mean, deviation, PIXELS);

    assertThat(Contrast.of(noise).isBlank()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"30, 50", "120, 500", "210, 2000"})
  void shouldNotBeBlankWhenSomeInkStandsOnNoise(int ink, int pixels) {
    float[] page = new float[256];
    addBell(page, 250, 2, PIXELS);
    page[ink] += pixels;

    assertThat(Contrast.of(page).isBlank()).isFalse();
  }

  @Test
  void shouldNotBeBlankWhenABlurredPhotoHasTwoKindsOfPixels() {
    float[] page = new float[256];
    addBell(page, 108, 14, 20_000);
    addBell(page, 153, 14, 80_000);

    assertThat(Contrast.of(page).isBlank()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"243, true", "242, false"})
  void shouldBeBlankWhenNobodySeesTheInk(int ink, boolean blank) {
    float[] page = new float[256];
    page[250] = PIXELS;
    page[ink] = 2000;

    assertThat(Contrast.of(page).isBlank()).isEqualTo(blank);
  }

  @Test
  void shouldSplitInkFromPaper() {
    float[] page = new float[256];
    page[20] = 1000;
    page[240] = 9000;

    Contrast contrast = Contrast.of(page);

    assertThat(contrast.difference()).isEqualTo(220, within(1e-6));
    assertThat(contrast.threshold()).isBetween(20, 239);
    assertThat(contrast.isPatterned()).isFalse();
    assertThat(contrast.isFaint()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"205, false", "195, true"})
  void shouldBePatternedWhenHalfOfThePaperIsDarker(int pattern, boolean patterned) {
    float[] page = new float[256];
    page[10] = 8000;
    page[250] = 50_000;
    page[pattern] = 50_000;

    assertThat(Contrast.of(page).isPatterned()).isEqualTo(patterned);
  }

  private static void addBell(float[] counts, double mean, double deviation, int pixels) {
    for (int i = 0; i < counts.length; i++) {
      double distance = (i - mean) / deviation;
      counts[i] +=
          (float)
              (pixels * Math.exp(-distance * distance / 2) / (deviation * Math.sqrt(2 * Math.PI)));
    }
  }
}
