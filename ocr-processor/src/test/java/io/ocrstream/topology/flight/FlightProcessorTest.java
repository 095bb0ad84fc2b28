/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.topology.TopologyBench;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

/**
 * Tests when the processor schedules a punctuation: each one makes Streams take fewer records in a
 * row.
 */
class FlightProcessorTest extends FlightProcessorBench {
  @Test
  void shouldStopTickingWhenNothingIsLeftOver() {
    started();

    assertThat(ticks()).as("the store may hold some").hasSize(1);
    tick();
    assertThat(ticks()).isEmpty();
  }

  @Test
  void shouldTickWhileAnswersAreLeftOverAndStopAfterwards() {
    FlightProcessor processor = started();
    tick();
    for (int i = 0; i < 2 * SLICE + 1; i++) {
      processor.process(ask("e" + i));
    }
    assertThat(ticks()).as("while it flies").isEmpty();

    processor.process(landing());
    assertThat(answers()).isEqualTo(SLICE);
    processor.process(ask("between"));
    assertThat(ticks()).as("one, whatever comes meanwhile").hasSize(1);
    while (!ticks().isEmpty()) {
      tick();
    }
    assertThat(answers()).isEqualTo(2 * SLICE + 2);
  }

  @Test
  void shouldNotTickWhenOneSliceAnswersEveryone() {
    FlightProcessor processor = started();
    tick();
    processor.process(ask("e0"));

    processor.process(landing());

    assertThat(answers()).isEqualTo(1);
    assertThat(ticks()).isEmpty();
  }

  @Test
  void shouldGoOnDrainingWhenTheStoreMovedHereInBetween() {
    FlightProcessor before = started();
    for (int i = 0; i < SLICE + 1; i++) {
      before.process(ask("e" + i));
    }
    before.process(landing());
    context.scheduledPunctuators().forEach(CapturedPunctuator::cancel);

    started();
    tick();

    assertThat(answers()).isEqualTo(SLICE + 1);
  }

  /** Each punctuation makes Streams commit, even if nothing happened. */
  @Test
  void shouldGoRoundWhileThereIsAFlightAndOnlyThen() {
    FlightProcessor processor = started();
    assertThat(rounds()).as("nothing is in the air").isEmpty();

    processor.process(ask("e0"));
    processor.process(ask("e1"));
    assertThat(rounds()).as("one, however many wait").hasSize(1);
    round(0);
    assertThat(rounds()).as("while it flies").hasSize(1);

    processor.process(landing());
    round(0);
    assertThat(rounds()).as("while what it brought is kept").hasSize(1);
    round(TopologyBench.GRACE.toMillis() + 1);
    assertThat(rounds()).isEmpty();

    processor.process(ask("e2"));
    assertThat(rounds()).as("for the next one").hasSize(1);
  }

  /**
   * After a task's work is undone, Streams uses the same processor again, without its punctuations.
   */
  @Test
  void shouldGoRoundAndDrainAnewWhenItIsInitialisedAgain() {
    FlightProcessor processor = started();
    for (int i = 0; i < SLICE + 1; i++) {
      processor.process(ask("e" + i));
    }
    processor.process(landing());
    context.scheduledPunctuators().forEach(CapturedPunctuator::cancel);

    processor.init(context);

    assertThat(rounds()).hasSize(1);
    tick();
    assertThat(answers()).isEqualTo(SLICE + 1);
  }

  private void tick() {
    now += FlightProcessor.TICK.toMillis();
    context.setCurrentSystemTimeMs(now);
    ticks().forEach(tick -> tick.getPunctuator().punctuate(now));
  }

  private List<CapturedPunctuator> ticks() {
    return scheduled(FlightProcessor.TICK);
  }
}
