/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.metrics;

import java.util.List;
import java.util.stream.Stream;

/**
 * Lists all meters. Code that measures takes its row from the tables, and {@code docs/metrics.md}
 * is generated from them. Tags are closed lists: a tag is never a hash, a URI, an id or a tenant.
 */
public final class Metrics {
  private Metrics() {}

  /** Returns all rows, in the tables' order. */
  public static List<Metric> all() {
    return Stream.of(
            EventMetrics.ROWS,
            StreamMetrics.ROWS,
            ReadingMetrics.ROWS,
            CacheMetrics.ROWS,
            RequestMetrics.ROWS)
        .flatMap(table -> table.rows().stream())
        .toList();
  }
}
