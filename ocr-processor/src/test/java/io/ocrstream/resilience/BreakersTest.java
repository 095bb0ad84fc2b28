/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.breaker.StepClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakersTest {
  private static final Duration OPEN = Duration.ofSeconds(5);
  private static final BreakerRules RULES = new BreakerRules(5, 80, OPEN);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final StepClock clock = new StepClock();
  private final Breakers breakers =
      new Breakers(Breakers.Kind.CONTENT, RULES, meters, clock.clock());

  @Test
  void shouldOpenAtTheRateOverTheWindowAndNotBefore() {
    Breaker breaker = breakers.of("a");
    breaker.succeeded();
    fail(breaker, 3);
    assertThat(breaker.tryAcquirePermit()).as("four of five calls are known").isTrue();
    breaker.failed();
    assertThat(breaker.tryAcquirePermit()).as("four of five failed").isFalse();
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void shouldStayClosedBelowTheRate() {
    Breaker breaker = breakers.of("a");
    for (int i = 0; i < 20; i++) {
      fail(breaker, 1);
      breaker.succeeded();
    }
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void shouldLetAFewTryAfterAWhileAndCloseWhenTheySucceed() {
    Breaker breaker = breakers.of("a");
    fail(breaker, 5);
    clock.step(OPEN.minusMillis(1));
    assertThat(breaker.tryAcquirePermit()).isFalse();
    clock.step(Duration.ofMillis(2));
    for (int i = 0; i < Breaker.TRIALS; i++) {
      assertThat(breaker.tryAcquirePermit()).isTrue();
    }
    assertThat(breaker.tryAcquirePermit()).as("the others wait for what these find").isFalse();
    assertThat(gauge("ocr.breaker.state")).isEqualTo(1);
    for (int i = 0; i < Breaker.TRIALS; i++) {
      breaker.succeeded();
    }
    assertThat(breaker.tryAcquirePermit()).isTrue();
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void shouldLetAnotherTryWhenOneThatMightGaveItUp() {
    Breaker breaker = breakers.of("a");
    fail(breaker, 5);
    clock.step(OPEN.plusMillis(1));
    for (int i = 0; i < Breaker.TRIALS; i++) {
      assertThat(breaker.tryAcquirePermit()).isTrue();
    }
    breaker.released();
    assertThat(breaker.tryAcquirePermit()).isTrue();
  }

  @Test
  void shouldPermitOneThatFailedOnlyWhenNobodyWaitsForAFirstCall() {
    Breaker breaker = breakers.of("a");
    fail(breaker, 5);
    clock.step(OPEN.plusMillis(1));
    breaker.addWaiter();
    assertThat(breaker.tryAcquirePermitAgain()).isFalse();
    assertThat(breaker.tryAcquirePermit()).isTrue();
    breaker.removeWaiter();
    assertThat(breaker.tryAcquirePermitAgain()).isTrue();
  }

  @Test
  void shouldKeepTheOthersClosedAndSayHowManyAreNot() {
    breakers.of("well").succeeded();
    assertThat(gauge("ocr.breaker.state")).isZero();
    fail(breakers.of("ill"), 5);
    assertThat(breakers.of("well").tryAcquirePermit()).isTrue();
    assertThat(breakers.open()).isEqualTo(1);
    assertThat(gauge("ocr.breaker.state")).isEqualTo(2);
    assertThat(gauge("ocr.breaker.open")).isEqualTo(1);
  }

  @Test
  void shouldForgetTheOneAskedForLongestAgoWhenThereAreTooMany() {
    fail(breakers.of("first"), 5);
    for (int i = 1; i < Breakers.MAX_NAMES; i++) {
      breakers.of("n" + i).succeeded();
    }
    assertThat(breakers.of("first").isOpen()).as("as many as may be").isTrue();
    breakers.of("one more").succeeded();
    assertThat(breakers.of("first").isOpen()).as("asked for since").isTrue();
    for (int i = 0; i < Breakers.MAX_NAMES; i++) {
      breakers.of("m" + i).succeeded();
    }
    assertThat(breakers.of("first").isOpen()).isFalse();
  }

  private static void fail(Breaker breaker, int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed();
    }
  }

  private double gauge(String name) {
    return meters.get(name).tag("of", "content").gauge().value();
  }
}
