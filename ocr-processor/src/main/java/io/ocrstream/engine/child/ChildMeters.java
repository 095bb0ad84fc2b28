/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.engine.child.sandbox.SandboxSupport;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.ReadingMetrics;
import java.util.Locale;

/**
 * Counts started child processes, and ended ones by reason.
 *
 * <p><b>Threading:</b> any.
 */
final class ChildMeters {
  private final Meters meters;

  ChildMeters(Meters meters) {
    this.meters = meters.all(ReadingMetrics.CHILDREN_STARTED, ReadingMetrics.CHILDREN_ENDED);
  }

  void sandbox(SandboxSupport sandbox) {
    meters.gauge(ReadingMetrics.SANDBOX, sandbox, s -> s.isFull() ? 1 : 0);
  }

  void pool(ChildPool pool) {
    meters.gauge(ReadingMetrics.CHILDREN, pool, p -> p.children().size());
  }

  void started() {
    meters.counter(ReadingMetrics.CHILDREN_STARTED).increment();
  }

  void ended(ExitReason reason) {
    meters
        .counter(ReadingMetrics.CHILDREN_ENDED, reason.name().toLowerCase(Locale.ROOT))
        .increment();
  }
}
