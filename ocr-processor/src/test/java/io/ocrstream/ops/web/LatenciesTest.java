/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private static final Offset<Double> A_LITTLE = within(0.001);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Timer timer =
      Timer.builder("t")
          .serviceLevelObjectives(
              Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(100))
          .register(registry);
  private final Latencies latencies = new Latencies();

  private void record(int times, int ms) {
    for (int i = 0; i < times; i++) {
      timer.record(Duration.ofMillis(ms));
    }
  }

  @Test
  void shouldKnowNothingWhenNothingWasAnswered() {
    assertThat(latencies.figures()).isEmpty();
    latencies.sample(0, timer);
    assertThat(latencies.figures()).isEmpty();
  }

  @Test
  void shouldFindPercentilesWithinTheirBuckets() {
    latencies.sample(0, timer);
    record(50, 5);
    record(45, 15);
    record(5, 150);
    latencies.sample(1_000, timer);

    Latencies.Figures figures = latencies.figures().orElseThrow();

    assertThat(figures.count()).isEqualTo(100);
    assertThat(figures.p50()).isCloseTo(10, A_LITTLE);
    assertThat(figures.p95()).isCloseTo(20, A_LITTLE);
    // Four fifths of the way from the last bound to the maximum.
    assertThat(figures.p99()).isCloseTo(140, A_LITTLE);
  }

  @Test
  void shouldTellOfNoneThatTookLongerThanTheLongest() {
    latencies.sample(0, timer);
    record(10, 25);
    latencies.sample(1_000, timer);

    Latencies.Figures figures = latencies.figures().orElseThrow();

    assertThat(figures.p50()).isCloseTo(22.5, A_LITTLE);
    assertThat(figures.p99()).isCloseTo(24.95, A_LITTLE);
  }

  @Test
  void shouldLookBackNoFurtherThanItsWindow() {
    long window = Latencies.WINDOW.toMillis();
    latencies.sample(0, timer);
    record(10, 5);
    latencies.sample(window / 2, timer);
    record(1, 15);
    latencies.sample(window, timer);
    assertThat(latencies.figures().orElseThrow().count()).isEqualTo(11);

    latencies.sample(window + window / 2, timer);

    assertThat(latencies.figures().orElseThrow().count()).isEqualTo(1);
    latencies.sample(3 * window, timer);
    assertThat(latencies.figures()).isEmpty();
  }
}
