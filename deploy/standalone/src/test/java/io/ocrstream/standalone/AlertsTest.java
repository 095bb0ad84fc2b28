/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ocrstream.metrics.Metric;
import io.ocrstream.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Tests that each alert is valid according to promtool, and has a test case, a runbook entry and
 * existing metrics.
 */
class AlertsTest {
  private static final Path RULES = Path.of("../prometheus/rules/ocr.yml");
  private static final Path CASES = Path.of("../prometheus/tests/ocr.yml");
  private static final Path RUNBOOK = Path.of("../../docs/runbook.md");
  private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
  private static final Pattern URL = Pattern.compile("(?m)^ +runbook_url: (\\S+)$");
  private static final Pattern CASE = Pattern.compile("(?m)^ +alertname: (\\w+)$");
  private static final Pattern ENTRY = Pattern.compile("(?m)^## (Ocr\\w+)$");
  private static final Pattern METRIC = Pattern.compile("\\bocr_[a-z0-9_]+");

  @Test
  void shouldHaveAnEntryAndACaseForEachAlert() throws IOException {
    Set<String> alerts = found(ALERT, RULES);

    assertThat(alerts).isNotEmpty();
    assertThat(found(ENTRY, RUNBOOK)).isEqualTo(alerts);
    assertThat(found(CASE, CASES)).isEqualTo(alerts);
    assertThat(found(URL, RULES))
        .isEqualTo(
            alerts.stream()
                .map(alert -> "docs/runbook.md#" + alert.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void shouldNameOnlyMetricsThatAreInTheTable() throws IOException {
    List<String> known = Metrics.all().stream().map(Metric::prometheusName).toList();

    assertThat(found(METRIC, RULES))
        .allSatisfy(
            name -> assertThat(known).contains(name.replaceFirst("(_bucket|_sum|_count)$", "")));
  }

  @Test
  void shouldPassPromtool() throws Exception {
    assumeTrue(Prometheus.has("promtool"), "Debian's package prometheus is not installed");

    assertThat(promtool("check", "rules", RULES.toString())).contains("SUCCESS");
    assertThat(promtool("test", "rules", CASES.toString())).contains("SUCCESS");
  }

  private static String promtool(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static Set<String> found(Pattern pattern, Path file) throws IOException {
    return pattern
        .matcher(Files.readString(file))
        .results()
        .map(match -> match.groupCount() == 0 ? match.group() : match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
