/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.breaker.BreakerRules;
import io.ocrstream.breaker.Breakers;
import java.time.Clock;
import java.time.Duration;

/** Outages that no test lives to see. */
final class NoOutages {
  static final Outages CONTENT = of(Breakers.Kind.CONTENT);
  static final Outages ENGINE = of(Breakers.Kind.ENGINE);

  private NoOutages() {}

  private static Outages of(Breakers.Kind kind) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    BreakerRules rules = new BreakerRules(10_000, 100, Duration.ofMillis(10));
    return new Outages(new Breakers(kind, rules, meters, Clock.systemUTC()), Duration.ZERO, meters);
  }
}
