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

      Each role serves them at `/metrics` in Prometheus's text format. Names end in their base unit,
      counters in `_total`. A histogram has `_bucket`, `_sum` and `_count`; a timer without buckets
      `_sum`, `_count` and `_max`. Tags are closed lists, so the number of series does not grow with
      what is read: no hash, URI, document or tenant is a tag. Counters and timers are there with zero
      from the start, so that a rate over the first event is not missed.

      Gauges of the share groups (`ocr_backlog_…`) are the same in every processor: take `max`, not
      `sum`. Meters of the process itself (`jvm_…`, `process_…`, `system_…`, `logback_…`) are
      Micrometer's own, with Micrometer's own meanings.

      | name | type | role | tags | meaning | worth an alarm |
      | --- | --- | --- | --- | --- | --- |
      """;

  private MetricsDoc() {}

  /** The whole file. */
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
