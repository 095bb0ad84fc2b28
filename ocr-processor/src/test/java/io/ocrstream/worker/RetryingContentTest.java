/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.breaker.StepClock;
import io.ocrstream.content.Attempts;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.Inspected;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RetryPolicy;
import io.ocrstream.resilience.BreakerRules;
import io.ocrstream.resilience.Breakers;
import io.ocrstream.resilience.NoOutages;
import io.ocrstream.resilience.OutageGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryingContentTest {
  private static final Location PLACE = new Location("https://host/a.png", null);
  private static final Duration BACKOFF = Duration.ofMillis(200);
  private static final int ATTEMPTS = 4;
  private static final RetryPolicy POLICY =
      new RetryPolicy(ATTEMPTS, BACKOFF, Duration.ofSeconds(10));

  /** A generator whose jitter is always half the maximum. */
  private static final RandomGenerator HALF = () -> Long.MIN_VALUE;

  private static final Outcome<Fetched> BUSY =
      Outcome.failed(Problem.of(FailureCode.FETCH_FAILED, "busy"));

  private final ScriptedContent content = new ScriptedContent();
  private final List<Duration> slept = new ArrayList<>();
  private final List<Duration> held = new ArrayList<>();
  private OutageGate outages = NoOutages.CONTENT;

  @AfterEach
  void clearInterrupt() {
    var unused = Thread.interrupted();
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void shouldTryAgainOnlyWhenTheSameEventMaySucceedLater(FailureCode code)
      throws InterruptedException {
    content.fetching = location -> Outcome.failed(Problem.of(code, "no"));

    Problem problem = problem(retrying(HALF).fetch(PLACE));

    int expected = code.isRetryable() ? ATTEMPTS : 1;
    assertThat(problem).isEqualTo(new Problem(code, "no", expected));
    assertThat(content.fetches).isEqualTo(expected);
    assertThat(slept).hasSize(expected - 1);
  }

  @Test
  void shouldInspectAgainWhenTheStoreFailed() throws InterruptedException {
    content.inspecting =
        location ->
            content.inspections < 3
                ? Outcome.failed(Problem.of(FailureCode.FETCH_FAILED, "busy"))
                : Outcome.of(new Inspected(location, 7L, null));

    Outcome<Inspected> inspected = retrying(HALF).inspect(PLACE);

    assertThat(inspected).isEqualTo(Outcome.of(new Inspected(PLACE, 7L, null)));
    assertThat(content.inspections).isEqualTo(3);
    assertThat(slept).containsExactly(BACKOFF.dividedBy(2), BACKOFF);
  }

  @Test
  void shouldStopTryingWhenALaterFailureIsFinal() throws InterruptedException {
    content.fetching =
        location ->
            Outcome.failed(
                Problem.of(
                    content.fetches == 1 ? FailureCode.FETCH_FAILED : FailureCode.NOT_FOUND, "no"));

    assertThat(problem(retrying(HALF).fetch(PLACE)))
        .isEqualTo(new Problem(FailureCode.NOT_FOUND, "no", 2));
  }

  @Test
  void shouldNotTryAgainWhenInterruptedDuringAnAttempt() {
    content.fetching =
        location -> {
          Thread.currentThread().interrupt();
          return Outcome.failed(Problem.of(FailureCode.FETCH_FAILED, "interrupted"));
        };

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> retrying(HALF).fetch(PLACE));
    assertThat(content.fetches).isEqualTo(1);
    assertThat(slept).isEmpty();
  }

  @Test
  void shouldNotTryAgainWhenInterruptedBetweenAttempts() {
    content.fetching = location -> Outcome.failed(Problem.of(FailureCode.FETCH_FAILED, "busy"));
    RetryingContent retrying =
        new RetryingContent(
            content,
            new Attempts(
                POLICY,
                HALF,
                duration -> {
                  throw new InterruptedException();
                }),
            outages);

    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> retrying.fetch(PLACE));
    assertThat(content.fetches).isEqualTo(1);
  }

  /** Declares an outage after one round of attempts. Each check of a held task takes a second. */
  private void watchOutages(Duration patience) {
    StepClock clock = new StepClock();
    Breakers breakers =
        new Breakers(
            Breakers.Kind.CONTENT,
            new BreakerRules(ATTEMPTS, 100, Duration.ofSeconds(5)),
            new SimpleMeterRegistry(),
            clock.clock());
    outages =
        new OutageGate(
            breakers,
            patience,
            clock::nanoTime,
            duration -> {
              held.add(duration);
              clock.step(Duration.ofSeconds(1));
            });
  }

  @Test
  void shouldHoldATaskWhileItsStoreIsOutAndGoOnWhenItIsBack() throws InterruptedException {
    watchOutages(Duration.ofMinutes(5));
    Problem missing = Problem.of(FailureCode.NOT_FOUND, "the store answers");
    content.fetching = location -> content.fetches <= 2 * ATTEMPTS ? BUSY : Outcome.failed(missing);

    assertThat(problem(retrying(HALF).fetch(PLACE)).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(content.fetches).isEqualTo(2 * ATTEMPTS + 1);
    assertThat(held).isNotEmpty();
    assertThat(outages.held()).isZero();
  }

  @Test
  void shouldFailOneTaskAfterItsPatienceWhenItsStoreStaysOut() throws InterruptedException {
    watchOutages(Duration.ofSeconds(60));
    content.fetching = location -> BUSY;

    assertThat(problem(retrying(HALF).fetch(PLACE)).code()).isEqualTo(FailureCode.FETCH_FAILED);
    assertThat(held).as("looks, one a second").hasSizeBetween(55, 61);
    assertThat(content.fetches).as("two trials every few seconds").isBetween(10, 40);
  }

  @Test
  void shouldNotHoldTasksOfOtherStores() throws InterruptedException {
    watchOutages(Duration.ofSeconds(3));
    content.fetching = location -> BUSY;
    Outcome<Fetched> unused = retrying(HALF).fetch(PLACE);
    held.clear();

    content.fetching = location -> Outcome.failed(Problem.of(FailureCode.NOT_FOUND, "no"));
    for (String uri : List.of("https://host:444/a.png", "https://other/a.png", "s3://host/a.png")) {
      unused = retrying(HALF).fetch(new Location(uri, null));
    }
    assertThat(held).isEmpty();
    unused = retrying(HALF).fetch(new Location("https://HOST/b.png?x=1", null));
    assertThat(held).as("the same host").isNotEmpty();
  }

  @Test
  void shouldNotHoldTasksOfOtherBuckets() throws InterruptedException {
    watchOutages(Duration.ofSeconds(3));
    content.fetching = location -> BUSY;
    Outcome<Fetched> unused = retrying(HALF).fetch(new Location("s3://one/a.png", null));
    held.clear();

    content.fetching = location -> Outcome.failed(Problem.of(FailureCode.NOT_FOUND, "no"));
    unused = retrying(HALF).fetch(new Location("s3://two/a.png", null));
    assertThat(held).isEmpty();
    unused = retrying(HALF).fetch(new Location("s3://one/b.png", null));
    assertThat(held).as("the same bucket").isNotEmpty();
  }

  /** Otherwise objects that always fail could keep a store's breaker open. */
  @Test
  void shouldLetATaskTryFirstThatHasNotFailedYet() throws InterruptedException {
    StepClock clock = new StepClock();
    Breakers breakers =
        new Breakers(
            Breakers.Kind.CONTENT,
            new BreakerRules(ATTEMPTS, 80, Duration.ofSeconds(5)),
            new SimpleMeterRegistry(),
            clock.clock());
    List<Location> asked = new ArrayList<>();
    Location good = new Location("https://host/good.png", null);
    content.fetching =
        location -> {
          asked.add(location);
          return location.equals(good)
              ? Outcome.failed(Problem.of(FailureCode.NOT_FOUND, "the store answers"))
              : BUSY;
        };
    // While the bad task is held, the good one is held too. Both check in turn.
    AtomicInteger depth = new AtomicInteger();
    OutageGate[] both = new OutageGate[1];
    both[0] =
        new OutageGate(
            breakers,
            Duration.ofMinutes(5),
            clock::nanoTime,
            duration -> {
              if (depth.getAndIncrement() == 0) {
                Outcome<Fetched> unused =
                    new RetryingContent(content, attempts(), both[0]).fetch(good);
              } else {
                clock.step(Duration.ofSeconds(1));
              }
            });

    Problem bad = problem(new RetryingContent(content, attempts(), both[0]).fetch(PLACE));

    assertThat(bad.code()).isEqualTo(FailureCode.FETCH_FAILED);
    assertThat(asked.subList(0, ATTEMPTS)).containsOnly(PLACE);
    assertThat(asked.get(ATTEMPTS)).as("the first trial").isEqualTo(good);
    assertThat(both[0].open()).as("one of two trials succeeded").isZero();
    assertThat(asked).as("the bad one has ended").hasSizeLessThan(2 * ATTEMPTS + 2);
  }

  private Attempts attempts() {
    return new Attempts(POLICY, HALF, slept::add);
  }

  @Test
  void shouldNotTakeFailuresOfObjectsForAnOutage() throws InterruptedException {
    watchOutages(Duration.ofSeconds(10));
    content.fetching = location -> Outcome.failed(Problem.of(FailureCode.ACCESS_DENIED, "denied"));
    for (int i = 0; i < 3 * ATTEMPTS; i++) {
      Outcome<Fetched> unused = retrying(HALF).fetch(PLACE);
    }
    assertThat(held).isEmpty();
    assertThat(outages.open()).isZero();
  }

  private RetryingContent retrying(RandomGenerator random) {
    return new RetryingContent(content, new Attempts(POLICY, random, slept::add), outages);
  }

  private static Problem problem(Outcome<Fetched> fetched) {
    return fetched.fold(
        bytes -> {
          throw new AssertionError("fetched");
        },
        problem -> problem);
  }
}
