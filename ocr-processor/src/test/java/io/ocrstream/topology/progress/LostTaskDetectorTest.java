/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.flight.TaskWatermark;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LostTaskDetectorTest {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofSeconds(10);

  private long millis = 1_769_850_000_000L;
  private long nanos = Long.MAX_VALUE;
  private final Progress progress = new Progress();
  private final LostTaskDetector watch =
      new LostTaskDetector(
          progress,
          ((InstantSource) () -> Instant.ofEpochMilli(millis)).withZone(ZoneOffset.UTC),
          () -> nanos,
          GRACE);

  @Test
  void shouldConcludeAtEachSecondLookWhenTheClockIsNotSet() throws Exception {
    watch.observe();
    long seen = millis;
    passes(LOOK, LOOK);
    watch.observe();
    assertThat(watch.get()).isEqualTo(new TaskWatermark(seen));
  }

  @Test
  void shouldConcludeNothingNewUntilTheGraceIsOverWhenTheClockWasSetForward() throws Exception {
    watch.observe();
    long before = millis;
    passes(LOOK, Duration.ofHours(1));
    for (Duration settled = Duration.ZERO;
        settled.compareTo(GRACE) < 0;
        settled = settled.plus(LOOK)) {
      watch.observe();
      // Uncommitted sends are not visible, and must not appear to be an hour old at once.
      assertThat(watch.get()).isEqualTo(new TaskWatermark(before));
      passes(LOOK, LOOK);
    }
    watch.observe();
    long after = millis;
    passes(LOOK, LOOK);
    watch.observe();
    assertThat(watch.get()).isEqualTo(new TaskWatermark(after));
  }

  @Test
  void shouldConcludeNothingAboutTasksBehindAnUndecidedOne() throws Exception {
    long sent = millis;
    progress.undecidedSentAt = OptionalLong.of(sent);
    passes(GRACE, GRACE);
    watch.observe();
    watch.observe();
    assertThat(watch.get()).isEqualTo(new TaskWatermark(sent));
    assertThat(watch.backlog().tasks()).as("the share group's tasks").isZero();

    progress.undecidedSentAt = OptionalLong.empty();
    watch.observe();
    watch.observe();
    assertThat(watch.get()).isEqualTo(new TaskWatermark(millis));
  }

  private void passes(Duration time, Duration onTheClock) {
    nanos += time.toNanos();
    millis += onTheClock.toMillis();
  }

  /** Reports that all tasks are done, as far as is committed. */
  private static final class Progress implements ShareGroupProgress {
    private OptionalLong undecidedSentAt = OptionalLong.empty();

    @Override
    public Map<Integer, Start> starts() {
      return Map.of(0, new Start(1, true));
    }

    @Override
    public Map<Integer, End> taskEnds() {
      return Map.of(0, new End(1, undecidedSentAt.isPresent() ? 2 : 1));
    }

    @Override
    public Map<Integer, Long> completionEnds() {
      return Map.of(0, 1L);
    }

    @Override
    public Map<Integer, Long> processed() {
      return Map.of(0, 1L);
    }

    @Override
    public OptionalLong sentAt(int partition, long offset, long end) {
      return OptionalLong.empty();
    }

    @Override
    public long undecidedSentAt(int partition, End end) {
      return undecidedSentAt.orElseThrow();
    }
  }
}
