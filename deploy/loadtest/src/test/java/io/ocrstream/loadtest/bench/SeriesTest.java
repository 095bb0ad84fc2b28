/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void shouldTakeTheMiddleWhenFiguresAreOddInNumber() {
    assertThat(new Series(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5);
    assertThat(new Series(List.of(7.0)).median()).isEqualTo(7);
  }

  @Test
  void shouldTakeTheMeanOfTheMiddleTwoWhenFiguresAreEvenInNumber() {
    assertThat(new Series(List.of(9.0, 1.0, 5.0, 100.0)).median()).isEqualTo(7);
  }

  @Test
  void shouldTakeTheNearestRankWhenAskedForAPercentile() {
    Series hundred =
        new Series(IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList());
    assertThat(hundred.percentile(50)).isEqualTo(50);
    assertThat(hundred.percentile(99)).isEqualTo(99);
    assertThat(hundred.percentile(99.5)).isEqualTo(100);
    assertThat(hundred.percentile(0)).isEqualTo(1);
    assertThat(hundred.percentile(100)).isEqualTo(100);
    assertThat(new Series(List.of(3.0, 4.0)).percentile(50)).isEqualTo(3);
  }

  @Test
  void shouldTellLeastAndMostWhenUnsorted() {
    Series series = new Series(DoubleStream.of(4, 2, 8).boxed().toList());
    assertThat(series.min()).isEqualTo(2);
    assertThat(series.max()).isEqualTo(8);
  }

  @Test
  void shouldRefuseWhenThereIsNoFigure() {
    assertThatThrownBy(() -> new Series(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
