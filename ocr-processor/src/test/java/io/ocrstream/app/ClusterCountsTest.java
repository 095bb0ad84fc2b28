/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Statistics;
import io.ocrstream.ops.AnswerCounts;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterCountsTest {
  private static final Statistics.Figures MINUTE =
      new Statistics.Figures(1, 1, 0, Map.of(), 0, 1, new Statistics.EngineSeconds(1, 1));
  private static final Statistics.Figures TOTALS =
      new Statistics.Figures(
          70,
          20,
          5,
          Map.of("CORRUPT", 2L, "EMPTY", 1L),
          4,
          30,
          new Statistics.EngineSeconds(40.5, 150.25));
  private static final Statistics LATEST =
      new Statistics(
          60_000, 90_000, false, MINUTE, new Statistics.Latency(null, null, null, null), 0, TOTALS);

  @Test
  void shouldTellOfTheWholeClusterWhenItsStatisticsAreKnown() {
    ClusterCounts counts = new ClusterCounts(() -> "following", () -> Optional.of(LATEST));

    assertThat(counts.counts()).contains(new AnswerCounts(70, 25, 5, 3));
    assertThat(counts.engineSeconds()).contains(Map.of("spent", 40.5, "saved", 150.25));
    assertThat(counts.origin())
        .isEqualTo(
            Map.of(
                "scope", "cluster",
                "since", "1970-01-01T00:00:00Z",
                "as_of", "1970-01-01T00:01:30Z",
                "statistics", "following"));
  }

  @Test
  void shouldLeaveTheFiguresToTheInstanceWhenThereIsNoTopic() {
    ClusterCounts counts = new ClusterCounts(() -> "missing", Optional::empty);

    assertThat(counts.counts()).isEmpty();
    assertThat(counts.engineSeconds()).isEmpty();
    assertThat(counts.origin()).isEqualTo(Map.of("scope", "instance", "statistics", "missing"));
  }
}
