/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tests that {@code docs/metrics.md} matches the table of meters. */
class MetricsDocTest {
  /** Surefire's working folder is the module's folder. */
  private static final Path FILE = Path.of("..", "docs", "metrics.md");

  @Test
  void shouldBeCommittedAsGeneratedWhenMetricsChange() throws IOException {
    String generated = MetricsDoc.markdown();
    if (Boolean.getBoolean("ocr.docs.write")) {
      Files.writeString(FILE, generated);
    }

    assertThat(FILE).as("see the head of MetricsDoc for the command").exists();
    assertThat(Files.readString(FILE)).as("docs/metrics.md is stale").isEqualTo(generated);
  }

  @Test
  void shouldHaveOneRowForEveryMetric() {
    assertThat(Metrics.all())
        .allSatisfy(
            metric ->
                assertThat(MetricsDoc.markdown())
                    .containsOnlyOnce("\n| `" + metric.prometheusName() + "` |"));
  }
}
