/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long STEP = Timeline.STEP.toMillis();

  private static Outcomes reached(long cache, long failure) {
    return new Outcomes(cache, 0, 0, failure);
  }

  private static Timeline.Levels busy(long slots) {
    return new Timeline.Levels(null, slots, null, null, null);
  }

  @Test
  void shouldCountWhatCameInEachStep() {
    Timeline timeline = new Timeline(reached(100, 0));
    timeline.sample(10 * STEP + 1, reached(101, 0), busy(1));
    timeline.sample(10 * STEP + STEP - 1, reached(103, 1), busy(2));
    timeline.sample(11 * STEP, reached(104, 1), busy(1));
    timeline.sample(13 * STEP + 5, reached(104, 4), busy(1));

    assertThat(timeline.steps())
        .containsExactly(
            new Timeline.Step(10 * STEP, reached(3, 1), busy(2)),
            new Timeline.Step(11 * STEP, reached(1, 0), busy(1)),
            new Timeline.Step(13 * STEP, reached(0, 3), busy(1)));
  }

  @Test
  void shouldGoOnInTheLatestStepWhenTheClockIsSetBack() {
    Timeline timeline = new Timeline(Outcomes.NONE);
    timeline.sample(10 * STEP, reached(1, 0), busy(1));
    timeline.sample(5 * STEP, reached(3, 0), busy(1));

    assertThat(timeline.steps())
        .containsExactly(new Timeline.Step(10 * STEP, reached(3, 0), busy(1)));
  }

  @Test
  void shouldForgetTheOldestStepWhenThereAreTooMany() {
    Timeline timeline = new Timeline(Outcomes.NONE);
    for (int i = 0; i < Timeline.STEPS; i++) {
      timeline.sample(i * STEP, Outcomes.NONE, busy(1));
    }
    assertThat(timeline.steps()).hasSize(Timeline.STEPS);

    timeline.sample(Timeline.STEPS * STEP, Outcomes.NONE, busy(1));

    assertThat(timeline.steps()).hasSize(Timeline.STEPS);
    assertThat(timeline.steps().get(0).at()).isEqualTo(STEP);
  }
}
