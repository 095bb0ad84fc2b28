/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.resilience;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;

/** An outage gate that never opens. */
public final class NoOutages {
  public static final OutageGate CONTENT = of(Breakers.Kind.CONTENT);
  public static final OutageGate ENGINE = of(Breakers.Kind.ENGINE);

  private NoOutages() {}

  private static OutageGate of(Breakers.Kind kind) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    BreakerRules rules = new BreakerRules(10_000, 100, Duration.ofMillis(10));
    return new OutageGate(
        new Breakers(kind, rules, meters, Clock.systemUTC()), Duration.ZERO, meters);
  }
}
