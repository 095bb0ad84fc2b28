/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.List;

/**
 * Meters of the process itself: memory, collections, threads, classes, processors, files, uptime,
 * and how many lines were logged at each level. Bound here and nowhere else.
 *
 * <p><b>Threading:</b> any; close once. <b>Bounds:</b> a few dozen meters, however long it runs.
 */
public final class ProcessMetrics implements AutoCloseable {
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final LogbackMetrics lines = new LogbackMetrics();

  /** Binds to {@code registry}, which stays its owner's to close. */
  public ProcessMetrics(MeterRegistry registry) {
    List.of(
            new JvmInfoMetrics(),
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics(),
            collections,
            lines)
        .forEach(binder -> binder.bindTo(registry));
  }

  /** Takes back the listeners that two of the binders leave with the JVM and with Logback. */
  @Override
  public void close() {
    collections.close();
    lines.close();
  }
}
