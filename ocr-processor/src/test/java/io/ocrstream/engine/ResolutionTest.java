/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolutionTest {
  @ParameterizedTest
  @CsvSource({"50, 50", "4800, 4800", "204, 98", "72, 96", "300, 300"})
  void shouldBelieveTheFileWhenItCanBe(double across, double down) {
    assertThat(Resolution.of(across, down)).isEqualTo(new Resolution(across, down));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "49.9, 300", "300, 4801", "72, 72", "-300, 300", "NaN, NaN"})
  void shouldTakeTheDefaultWhenTheFileSaysNothingThatCanBe(double across, double down) {
    assertThat(Resolution.of(across, down)).isEqualTo(new Resolution(300, 300));
  }

  @Test
  void shouldKeepToAPdfsLongestEdgeWhenThePictureIsLarger() {
    Resolution coarse = Resolution.of(72, 50);

    assertThat(coarse.width(14_400)).isEqualTo(14_400);
    assertThat(coarse.width(14_401)).isEqualTo(14_400);
    assertThat(coarse.height(9_999)).isEqualTo(14_398.56);
    assertThat(coarse.height(10_001)).isEqualTo(14_400);
    assertThat(coarse.turned().width(100)).isEqualTo(144);
  }
}
