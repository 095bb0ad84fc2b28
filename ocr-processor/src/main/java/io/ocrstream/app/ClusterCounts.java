/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.ocrstream.contracts.Statistics;
import io.ocrstream.ops.AnswerCounts;
import io.ocrstream.statistics.ClusterStatistics;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Provides the totals of the whole cluster in {@code /ocr/stats}, from {@code ocr.stats}.
 *
 * <p><b>Threading:</b> any.
 */
final class ClusterCounts {
  /** Without data of the cluster. */
  static final ClusterCounts UNKNOWN = new ClusterCounts(() -> "off", Optional::empty);

  private final Supplier<String> state;
  private final Supplier<Optional<Statistics>> latest;

  ClusterCounts(ClusterStatistics statistics) {
    this(() -> statistics.state().name().toLowerCase(Locale.ROOT), statistics::latest);
  }

  ClusterCounts(Supplier<String> state, Supplier<Optional<Statistics>> latest) {
    this.state = state;
    this.latest = latest;
  }

  /** Returns the answers of all processors; empty if unknown. */
  Optional<AnswerCounts> counts() {
    return totals()
        .map(
            all ->
                new AnswerCounts(
                    all.hits(), all.ocr() + all.coalesced(), all.coalesced(), all.failed()));
  }

  /** Returns the engine seconds spent on all results and the seconds saved; empty if unknown. */
  Optional<Map<String, Double>> engineSeconds() {
    return totals()
        .map(all -> OpsEndpoints.seconds(all.engineSeconds().spent(), all.engineSeconds().saved()));
  }

  /** Returns the scope of the figures, their period, and the state of the follower. */
  Map<String, Object> origin() {
    Optional<Statistics> now = latest.get();
    Map<String, Object> origin = new LinkedHashMap<>();
    origin.put("scope", now.isPresent() ? "cluster" : "instance");
    now.ifPresent(
        known -> {
          origin.put("since", Instant.ofEpochMilli(known.since()).toString());
          origin.put("as_of", Instant.ofEpochMilli(known.updatedAt()).toString());
        });
    origin.put("statistics", state.get());
    return origin;
  }

  private Optional<Statistics.Figures> totals() {
    return latest.get().map(Statistics::totals);
  }
}
