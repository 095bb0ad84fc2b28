/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ocrstream.contracts.Source;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the page's figures from the meters of this process. A missing meter counts as zero.
 *
 * <p><b>Threading:</b> any.
 */
final class Figures {
  private final MeterRegistry registry;

  Figures(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Returns the outcomes since this process started. */
  Outcomes outcomes() {
    return new Outcomes(
        answered(Source.CACHE),
        answered(Source.OCR),
        answered(Source.COALESCED),
        failures().values().stream().mapToLong(Long::longValue).sum());
  }

  private long answered(Source source) {
    return timer(source).map(Timer::count).orElse(0L);
  }

  /** Returns the timer of answers from {@code source}. */
  Optional<Timer> timer(Source source) {
    return Optional.ofNullable(
        registry.find("ocr.answers").tag("source", source.jsonName()).timer());
  }

  /** Returns the failures since this process started, by code. */
  Map<String, Long> failures() {
    Map<String, Long> failures = new TreeMap<>();
    for (Counter counter : registry.find("ocr.failures").counters()) {
      String code = counter.getId().getTag("code");
      if (code != null && counter.count() > 0) {
        failures.merge(code, (long) counter.count(), Long::sum);
      }
    }
    return failures;
  }

  /** Returns the busy slots of this process by task; empty if it runs no worker. */
  Map<String, Long> busySlots() {
    return byTask("ocr.slots.busy");
  }

  /** Returns the slots of this process by task; empty if it runs no worker. */
  Map<String, Long> slots() {
    return byTask("ocr.slots.configured");
  }

  private Map<String, Long> byTask(String meter) {
    Map<String, Long> found = new LinkedHashMap<>();
    for (Gauge gauge : registry.find(meter).gauges()) {
      String tasks = String.valueOf(gauge.getId().getTag("tasks"));
      found.put(
          tasks.substring(tasks.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT),
          (long) gauge.value());
    }
    return found;
  }
}
