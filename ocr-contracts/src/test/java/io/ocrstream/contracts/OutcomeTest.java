/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Unit tests of {@link Outcome}. */
class OutcomeTest {
  private static final Problem PROBLEM = Problem.of(FailureCode.CORRUPT, "broken");
  private static final Outcome<Integer> DONE = Outcome.of(2);
  private static final Outcome<Integer> FAILED = Outcome.failed(PROBLEM);

  @Test
  void shouldGoOnWithItsValue() {
    assertThat(DONE.map(n -> n + 1)).isEqualTo(Outcome.of(3));
    assertThat(DONE.flatMap(n -> Outcome.of("n" + n))).isEqualTo(Outcome.of("n2"));
    assertThat(DONE.flatMap(n -> FAILED)).isEqualTo(FAILED);
    assertThat(DONE.or(() -> Outcome.of(7))).isEqualTo(DONE);
    assertThat(DONE.value()).contains(2);
    assertThat(DONE.problem()).isEmpty();
  }

  @Test
  void shouldKeepItsProblem() {
    assertThat(FAILED.map(n -> n + 1)).isEqualTo(FAILED);
    assertThat(FAILED.flatMap(n -> DONE)).isEqualTo(FAILED);
    assertThat(FAILED.or(() -> DONE)).isEqualTo(DONE);
    assertThat(FAILED.value()).isEmpty();
    assertThat(FAILED.problem()).contains(PROBLEM);
    assertThat(Outcome.<Integer>failed(FailureCode.CORRUPT, "broken")).isEqualTo(FAILED);
  }

  @Test
  void shouldTakeTheNextStepUnlessThereIsAProblem() {
    assertThat(Outcome.unless(Optional.of(PROBLEM), () -> DONE)).isEqualTo(FAILED);
    assertThat(Outcome.unless(Optional.empty(), () -> DONE)).isEqualTo(DONE);
  }

  @Test
  void shouldLetTheExceptionOfAStepPass() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                DONE.map(
                    n -> {
                      throw new IOException("step");
                    }));
  }
}
