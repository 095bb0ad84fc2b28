/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ocrstream.content.Fetched;
import io.ocrstream.content.Inspected;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FetcherTest {
  private static final Location PLACE = new Location("https://host/a.png", null);
  private static final Duration BACKOFF = Duration.ofMillis(200);
  private static final int ATTEMPTS = 4;

  private final ScriptedContent content = new ScriptedContent();
  private final List<Duration> slept = new ArrayList<>();

  @AfterEach
  void clearInterrupt() {
    var unused = Thread.interrupted();
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void shouldTryAgainOnlyWhenTheSameEventMaySucceedLater(FailureCode code)
      throws InterruptedException {
    content.fetching = location -> new Fetched.Refused(Problem.of(code, "no"));

    Problem problem = problem(fetcher(() -> 0.5).fetch(PLACE));

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
                ? new Inspected.Refused(Problem.of(FailureCode.FETCH_FAILED, "busy"))
                : new Inspected.Seen(location, 7L, null);

    Inspected inspected = fetcher(() -> 0.5).inspect(PLACE);

    assertThat(inspected).isEqualTo(new Inspected.Seen(PLACE, 7L, null));
    assertThat(content.inspections).isEqualTo(3);
    assertThat(slept).containsExactly(BACKOFF, BACKOFF.multipliedBy(2));
  }

  @Test
  void shouldStopTryingWhenALaterFailureIsFinal() throws InterruptedException {
    content.fetching =
        location ->
            new Fetched.Refused(
                Problem.of(
                    content.fetches == 1 ? FailureCode.FETCH_FAILED : FailureCode.NOT_FOUND, "no"));

    assertThat(problem(fetcher(() -> 0.5).fetch(PLACE)))
        .isEqualTo(new Problem(FailureCode.NOT_FOUND, "no", 2));
  }

  /** Half to one and a half of 200 ms, 400 ms, 800 ms. */
  @ParameterizedTest
  @CsvSource({"0.0, 100, 200, 400", "0.5, 200, 400, 800", "0.999999, 300, 600, 1200"})
  void shouldWaitBetweenAttemptsWithinItsBounds(double random, long first, long second, long third)
      throws InterruptedException {
    content.fetching =
        location -> new Fetched.Refused(Problem.of(FailureCode.FETCH_FAILED, "busy"));

    Fetched unused = fetcher(() -> random).fetch(PLACE);

    assertThat(slept).extracting(Duration::toMillis).containsExactly(first, second, third);
  }

  @Test
  void shouldNotTryAgainWhenInterruptedDuringAnAttempt() {
    content.fetching =
        location -> {
          Thread.currentThread().interrupt();
          return new Fetched.Refused(Problem.of(FailureCode.FETCH_FAILED, "interrupted"));
        };

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> fetcher(() -> 0.5).fetch(PLACE));
    assertThat(content.fetches).isEqualTo(1);
    assertThat(slept).isEmpty();
  }

  @Test
  void shouldNotTryAgainWhenInterruptedBetweenAttempts() {
    content.fetching =
        location -> new Fetched.Refused(Problem.of(FailureCode.FETCH_FAILED, "busy"));
    Fetcher fetcher =
        new Fetcher(
            content,
            ATTEMPTS,
            BACKOFF,
            () -> 0.5,
            duration -> {
              throw new InterruptedException();
            });

    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> fetcher.fetch(PLACE));
    assertThat(content.fetches).isEqualTo(1);
  }

  private Fetcher fetcher(DoubleSupplier random) {
    return new Fetcher(content, ATTEMPTS, BACKOFF, random, slept::add);
  }

  private static Problem problem(Fetched fetched) {
    return fetched.fold(
        bytes -> {
          throw new AssertionError("fetched");
        },
        Fetched.Refused::problem);
  }
}
