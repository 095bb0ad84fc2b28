/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetersTest {
  /** More series from one process would indicate a mistake. */
  private static final int MAX_SERIES = 700;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Meters meters = new Meters(registry);

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void shouldNameEachMetricAsPrometheusDoesWhenScraped() {
    Metrics.all().forEach(this::make);

    assertThat(Metrics.all())
        .allSatisfy(m -> assertThat(registry.scrape()).contains("\n" + series(m)));
  }

  @Test
  void shouldRefuseTagValuesThatAreNotInTheList() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> meters.counter(EventMetrics.LOOKUPS, "sha256:00"));
    assertThatIllegalArgumentException().isThrownBy(() -> meters.counter(EventMetrics.LOOKUPS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> meters.timer(EventMetrics.LOOKUPS, "hit"));

    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void shouldHaveZeroFromTheStartWhenAllSeriesAreMade() {
    var unused = meters.all(EventMetrics.LOOKUPS);

    assertThat(registry.scrape())
        .contains(
            "ocr_lookups_total{outcome=\"hit\"} 0.0", "ocr_lookups_total{outcome=\"miss\"} 0.0");
  }

  @Test
  void shouldKeepNamesUniqueAndSeriesFew() {
    Set<String> names = new HashSet<>();

    assertThat(Metrics.all()).allMatch(m -> names.add(m.prometheusName()));
    assertThat(
            Metrics.all().stream()
                .filter(m -> !m.equals(EventMetrics.FAILURES))
                .mapToInt(
                    m -> m.series().size() * (m.buckets().isEmpty() ? 1 : 3 + m.buckets().size()))
                .sum())
        .isLessThan(MAX_SERIES);
  }

  private void make(Metric metric) {
    String[] first = metric.series().get(0).toArray(String[]::new);
    switch (metric.type()) {
      case COUNTER -> meters.counter(metric, first).increment();
      case TIMER -> meters.timer(metric, first).record(java.time.Duration.ofMillis(1));
      case GAUGE -> meters.gauge(metric, registry, r -> 1, first);
    }
  }

  private static String series(Metric metric) {
    return metric.prometheusName() + (metric.type() == Metric.Type.TIMER ? "_count" : "");
  }
}
