/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.CacheLookup;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.resilience.BreakerRules;
import io.ocrstream.resilience.Breakers;
import io.ocrstream.resilience.OutageGate;
import io.ocrstream.worker.document.CanaryPageTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests whom a task holds responsible when the engine fails: the document, or an outage. */
class RecogniseOutageTest extends RecogniseHandlerBench {
  @Test
  void shouldBlameTheDocumentWhenTheEngineReadsOthers() throws InterruptedException {
    Breakers breakers = engineBreakers();
    engineOutages = new OutageGate(breakers, Duration.ZERO, () -> nanos, duration -> {});
    Problem crash = Problem.of(FailureCode.CRASHES_ENGINE, "ran out of memory");
    engine.refusing = file -> CanaryPageTest.isCanary(file) ? null : crash;
    for (int i = 0; i < 5; i++) {
      assertThat(recognise(NO_LIMIT)).isEqualTo(Recognised.Failed.ofBytes(SENT_AT, crash));
      assertThat(folder).as("the canary is deleted too").isEmptyDirectory();
    }
    ContentKey own = new ContentKey(HASH, engine.info(OPTIONS).orElseThrow().fingerprint());
    assertThat(cache.recall(own).join())
        .isEqualTo(new CacheLookup.Hit<Outcome<RawJson>>(Outcome.failed(crash)));
    assertThat(breakers.open()).isZero();
  }

  @Test
  void shouldNotTakeACrashForAnOutageWhenTheEngineReadsOthers() throws InterruptedException {
    Breakers breakers = engineBreakers();
    engineOutages = new OutageGate(breakers, Duration.ZERO, () -> nanos, duration -> {});
    for (FailureCode code : List.of(FailureCode.ENGINE_CRASHED, FailureCode.INTERNAL)) {
      Problem problem = Problem.of(code, "killed");
      engine.refusing = file -> CanaryPageTest.isCanary(file) ? null : problem;
      for (int i = 0; i < 5; i++) {
        assertThat(failed(recognise(NO_LIMIT)).problem()).isEqualTo(problem);
      }
    }
    assertThat(breakers.open()).isZero();
    assertThat(cache.writes()).isZero();
  }

  @Test
  void shouldNotBlameTheDocumentWhenTheEngineReadsNoneAtAll() throws InterruptedException {
    Breakers breakers = engineBreakers();
    engineOutages = new OutageGate(breakers, Duration.ZERO, () -> nanos, duration -> {});
    engine.refusal = new Problem(FailureCode.CRASHES_ENGINE, "died", 2);
    for (int i = 0; i < 2; i++) {
      assertThat(failed(recognise(NO_LIMIT)).problem())
          .isEqualTo(new Problem(FailureCode.ENGINE_CRASHED, "died", 2));
    }
    assertThat(breakers.open()).isEqualTo(1);
    assertThat(cache.writes()).isZero();
  }

  @Test
  void shouldHoldTheTaskWhileTheEngineFailsForEveryone() throws InterruptedException {
    List<Duration> held = new ArrayList<>();
    engineOutages =
        new OutageGate(
            engineBreakers(),
            OutageGate.CHECK_INTERVAL.multipliedBy(3),
            () -> nanos,
            duration -> {
              held.add(duration);
              nanos += duration.toNanos();
            });
    Problem crash = Problem.of(FailureCode.ENGINE_CRASHED, "died");
    engine.refusal = crash;
    assertThat(failed(recognise(NO_LIMIT)).problem()).isEqualTo(crash);
    assertThat(failed(recognise(NO_LIMIT)).problem()).isEqualTo(crash);
    assertThat(held).isEmpty();

    engine.refusal = null;
    assertThat(recognise(NO_LIMIT)).as("past its patience").isInstanceOf(Recognised.Read.class);
    assertThat(held).hasSize(3);
    assertThat(folder).as("the document is deleted").isEmptyDirectory();
  }

  @Test
  void shouldNotTakeDocumentsThatCannotBeReadForAnOutage() throws InterruptedException {
    Breakers breakers = engineBreakers();
    engineOutages = new OutageGate(breakers, Duration.ZERO, () -> nanos, duration -> {});
    engine.refusal = Problem.of(FailureCode.TOO_MANY_PAGES, "too many");
    for (int i = 0; i < 5; i++) {
      assertThat(failed(recognise(NO_LIMIT)).problem()).isEqualTo(engine.refusal);
    }
    assertThat(breakers.open()).isZero();
  }

  private static Breakers engineBreakers() {
    return new Breakers(
        Breakers.Kind.ENGINE,
        new BreakerRules(2, 100, Duration.ofMinutes(1)),
        new SimpleMeterRegistry(),
        CLOCK);
  }
}
