/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes {@code docs/metrics.md} from {@link Metrics}. */
public final class MetricsDoc {
  private static final String HEAD =
      """
      # Metrics

      Generated from `Metrics.java`; written by
      `mvn -pl ocr-processor -am test -Dtest=MetricsDocTest -Dsurefire.failIfNoSpecifiedTests=false -Docr.docs.write=true`.

      Each role serves its metrics at `/metrics` in the Prometheus text format. Names end in their base
      unit, and names of counters in `_total`. A histogram has `_bucket`, `_sum` and `_count`. A timer
      without buckets has `_sum`, `_count` and `_max`. Tags have fixed lists of values, so the number of
      series does not grow: no hash, URI, document or tenant is a tag. Counters and timers start at zero
      when the process starts, so that a rate includes the first event.

      Gauges of the share groups (`ocr_backlog_…`) are the same in every processor. Use `max`, not `sum`.
      Meters of the process (`jvm_…`, `process_…`, `system_…`, `logback_…`) come from Micrometer.

      | name | type | role | tags | meaning | worth an alarm |
      | --- | --- | --- | --- | --- | --- |
      """;

  private MetricsDoc() {}

  /** Returns the whole file as Markdown. */
  public static String markdown() {
    return Metrics.all().stream().map(MetricsDoc::row).collect(Collectors.joining("", HEAD, ""))
        + buckets();
  }

  private static String row(Metric metric) {
    return "| `%s` | %s | %s | %s | %s | %s |\n"
        .formatted(
            metric.prometheusName(),
            metric.typeName(),
            metric.role().name().toLowerCase(Locale.ROOT),
            metric.tags().stream().map(MetricsDoc::tag).collect(Collectors.joining("; ")),
            metric.meaning(),
            metric.hint());
  }

  private static String tag(Tag tag) {
    List<String> values = tag.values();
    return "`%s`: %s".formatted(tag.name(), String.join(", ", values));
  }

  private static String buckets() {
    return Metrics.all().stream()
        .filter(metric -> !metric.buckets().isEmpty())
        .map(
            metric ->
                "- `%s`: %s\n"
                    .formatted(
                        metric.prometheusName(),
                        metric.buckets().stream()
                            .map(MetricsDoc::seconds)
                            .collect(Collectors.joining(", "))))
        .collect(Collectors.joining("", "\nUpper bounds of the buckets, in seconds:\n\n", ""));
  }

  private static String seconds(Duration bound) {
    double seconds = bound.toNanos() / 1e9;
    return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
  }
}
