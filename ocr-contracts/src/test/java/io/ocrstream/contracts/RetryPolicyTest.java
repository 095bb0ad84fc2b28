/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(5, Duration.ofMillis(200), Duration.ofSeconds(1));

  /** A generator whose jitter is always half the maximum. */
  private static final RandomGenerator HALF = () -> Long.MIN_VALUE;

  /** Lists every code, so that a new one must be classified here. */
  @ParameterizedTest
  @CsvSource({
    "INVALID_EVENT, request, give up",
    "UNSUPPORTED_OPTION, request, give up",
    "UNSUPPORTED_LANGUAGE, request, give up",
    "FORBIDDEN_LOCATION, policy, give up",
    "NOT_FOUND, request, give up",
    "OBJECT_CHANGED, request, give up",
    "ACCESS_DENIED, policy, give up",
    "OBJECT_ARCHIVED, policy, give up",
    "FETCH_REFUSED, policy, give up",
    "FETCH_FAILED, infrastructure, again",
    "HASH_MISMATCH, request, give up",
    "EMPTY, document, give up",
    "CORRUPT, document, give up",
    "ENCRYPTED, document, give up",
    "UNSUPPORTED_TYPE, document, give up",
    "TOO_LARGE, policy, give up",
    "TOO_MANY_PAGES, policy, give up",
    "TOO_MANY_PIXELS, policy, give up",
    "NO_SUCH_PAGE, request, give up",
    "RESULT_TOO_LARGE, policy, give up",
    "OUTPUT_REFUSED, policy, give up",
    "OUTPUT_FAILED, infrastructure, again",
    "TIMED_OUT, policy, again",
    "CRASHES_ENGINE, document, give up",
    "ENGINE_CRASHED, infrastructure, again",
    "INTERNAL, infrastructure, again",
  })
  void shouldTryAgainWhatMaySucceedWithoutAnybodysDoing(
      FailureCode code, String fault, String decision) {
    assertThat(code.fault().jsonName()).isEqualTo(fault);
    assertThat(said(POLICY.after(code, 1, HALF)))
        .isEqualTo(decision.equals("again") ? "after PT0.1S" : "give up");
  }

  @Test
  void shouldHaveEveryCodeInTheTable() throws NoSuchMethodException {
    String[] rows =
        RetryPolicyTest.class
            .getDeclaredMethod(
                "shouldTryAgainWhatMaySucceedWithoutAnybodysDoing",
                FailureCode.class,
                String.class,
                String.class)
            .getAnnotation(CsvSource.class)
            .value();
    assertThat(Arrays.stream(rows).map(row -> row.substring(0, row.indexOf(','))))
        .containsExactlyElementsOf(
            Arrays.stream(FailureCode.values()).map(FailureCode::name).toList());
  }

  /**
   * The delays double: 200, 400 and 800 ms. The fourth is capped, and the fifth attempt is the
   * last.
   */
  @ParameterizedTest
  @CsvSource({
    "1, after PT0.1S",
    "2, after PT0.2S",
    "3, after PT0.4S",
    "4, after PT0.5S",
    "5, give up",
    "6, give up"
  })
  void shouldDoubleTheWaitUpToTheCapAndEnd(int attempt, String decision) {
    assertThat(said(POLICY.after(FailureCode.FETCH_FAILED, attempt, HALF))).isEqualTo(decision);
  }

  @Test
  void shouldDrawTheWholeRangeAndNothingBeyondIt() {
    RetryPolicy endless =
        new RetryPolicy(Integer.MAX_VALUE, Duration.ofMillis(200), Duration.ofSeconds(1));
    Random random = new Random(1);
    long[] waits =
        random
            .ints(10_000, 1, Integer.MAX_VALUE)
            .mapToLong(n -> millis(endless.after(FailureCode.INTERNAL, n, random)))
            .toArray();
    assertThat(Arrays.stream(waits).min().orElseThrow()).isBetween(0L, 20L);
    assertThat(Arrays.stream(waits).max().orElseThrow()).isBetween(980L, 1000L);
  }

  @ParameterizedTest
  @CsvSource({"0, PT1S, PT1S", "1, PT-1S, PT1S", "1, PT1S, PT-1S"})
  void shouldRefuseWhatIsNoPolicy(int attempts, Duration backoff, Duration most) {
    assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(attempts, backoff, most));
  }

  private static String said(Optional<Duration> wait) {
    return wait.map(time -> "after " + time).orElse("give up");
  }

  private static long millis(Optional<Duration> wait) {
    return wait.map(Duration::toMillis).orElse(-1L);
  }
}
