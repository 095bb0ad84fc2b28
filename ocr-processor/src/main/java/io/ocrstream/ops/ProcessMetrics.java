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
 * Registers the meters of the process itself: memory, garbage collection, threads, classes, CPUs,
 * files, uptime, and log lines by level.
 *
 * <p><b>Threading:</b> any; close once. <b>Bounds:</b> a few dozen meters.
 */
public final class ProcessMetrics implements AutoCloseable {
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final LogbackMetrics lines = new LogbackMetrics();

  /** Registers the meters in {@code registry}, which the caller closes. */
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

  /** Removes the listeners that two of the binders register with the JVM and Logback. */
  @Override
  public void close() {
    collections.close();
    lines.close();
  }
}
