/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlightsTest {
  private static final int SLICE = 3;
  private static final long GRACE_MS = 1_000;
  private static final long LOSS_MS = 5_000;
  private static final FlightRules RULES =
      new FlightRules(SLICE, Duration.ofMillis(GRACE_MS), Duration.ofMillis(LOSS_MS), 2);

  private final SortedMapStore rows = new SortedMapStore();
  private final RecordedEffects effects = new RecordedEffects();
  private final Flights flights = new Flights(rows, RULES, effects);

  @Test
  void shouldSendOnceWhenSecondEventAsksForSameKey() {
    join("a", 100);
    join("b", 101);
    assertThat(effects.take()).containsExactly("send k for a at 100, attempt 1");
  }

  @Test
  void shouldAnswerLeaderAndFollowersWhenFlightLands() {
    join("a", 100);
    join("b", 101);
    effects.take();
    land(100, Verdict.ANSWERED, "text", 200);
    assertThat(effects.take()).containsExactly("LEADER a: text", "FOLLOWER b: text");
  }

  /** Each write is a changelog record, so writes that would be overwritten at once are avoided. */
  @Test
  void shouldWriteNoDrainingWhenOneSliceAnswersEveryone() {
    CountingStore counting = new CountingStore(rows);
    Flights counted = new Flights(counting, RULES, effects);
    counted.join("k", true, waiter("a", "a"), 100);
    assertThat(counting.writes).as("the flight, its waiter, its place in the agenda").isEqualTo(3);
    counting.writes = 0;
    counted.land("k", 100, Verdict.ANSWERED, "text".getBytes(US_ASCII), 200);
    assertThat(counting.writes)
        .as("no waiter; the landing, the flight, its place: the old one, the new one")
        .isEqualTo(5);

    counted.join("other", false, waiter("b", "b"), 300);
    counting.writes = 0;
    counted.land("other", 300, Verdict.FAILED, "text".getBytes(US_ASCII), 400);
    assertThat(counting.writes).as("all that there was, and a landing of before").isEqualTo(4);
    assertThat(effects.take())
        .containsExactly(
            "send k for a at 100, attempt 1",
            "LEADER a: text",
            "send other for b at 300, attempt 1",
            "LEADER b: text");
  }

  @Test
  void shouldAnswerStragglerAtOnceWhenWithinGrace() {
    join("a", 100);
    land(100, Verdict.ANSWERED, "text", 200);
    effects.take();
    flights.tick(200 + GRACE_MS - 1, TaskWatermark.UNKNOWN);
    join("late", 200 + GRACE_MS - 1);
    join("later", 200 + GRACE_MS - 1);
    assertThat(effects.take()).containsExactly("STRAGGLER late: text", "STRAGGLER later: text");
  }

  @Test
  void shouldForgetEverythingWhenGraceIsOver() {
    join("a", 100);
    land(100, Verdict.ANSWERED, "text", 200);
    effects.take();
    flights.tick(200 + GRACE_MS, TaskWatermark.UNKNOWN);
    assertThat(rows.size()).isZero();
    join("next", 200 + GRACE_MS);
    assertThat(effects.take()).containsExactly("send k for next at 1200, attempt 1");
  }

  @Test
  void shouldAnswerInSlicesWhenManyWait() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 2 * SLICE + 1; i++) {
      join("w" + i, 100 + i);
      expected.add((i == 0 ? "LEADER w" : "FOLLOWER w") + i + ": text");
    }
    effects.take();
    land(100, Verdict.ANSWERED, "text", 200);
    assertThat(effects.take()).isEqualTo(expected.subList(0, SLICE));
    assertThat(flights.isDraining()).isTrue();
    flights.tick(201, TaskWatermark.UNKNOWN);
    assertThat(effects.take()).isEqualTo(expected.subList(SLICE, 2 * SLICE));
    join("between", 202);
    assertThat(effects.take()).containsExactly("STRAGGLER between: text");
    flights.tick(203, TaskWatermark.UNKNOWN);
    assertThat(effects.take()).isEqualTo(expected.subList(2 * SLICE, expected.size()));
    flights.tick(204, TaskWatermark.UNKNOWN);
    assertThat(effects.take()).isEmpty();
    assertThat(flights.isDraining()).isFalse();
  }

  @Test
  void shouldOnlyAnswerLeftoversWhenDrained() {
    for (int i = 0; i < SLICE + 1; i++) {
      join("w" + i, 100);
    }
    land(100, Verdict.ANSWERED, "text", 200);
    effects.take();
    flights.drain(200 + GRACE_MS);
    assertThat(effects.take()).containsExactly("FOLLOWER w3: text");
    flights.drain(200 + GRACE_MS);
    assertThat(effects.take()).isEmpty();
    // Entries are forgotten on the next tick.
    assertThat(rows.size()).isPositive();
    flights.tick(200 + GRACE_MS, TaskWatermark.UNKNOWN);
    assertThat(rows.size()).isZero();
  }

  @Test
  void shouldGoOnDrainingWhenStateIsRestoredElsewhere() {
    for (int i = 0; i < SLICE + 1; i++) {
      join("w" + i, 100);
    }
    land(100, Verdict.ANSWERED, "text", 200);
    effects.take();
    Flights restored = new Flights(rows.copy(), RULES, effects);
    restored.tick(300, TaskWatermark.UNKNOWN);
    assertThat(effects.take()).containsExactly("FOLLOWER w3: text");
  }

  @Test
  void shouldKeepRefusalForStragglersButNotPassingFailure() {
    join("a", 100);
    land(100, Verdict.REFUSED, "corrupt", 200);
    effects.take();
    join("b", 300);
    assertThat(effects.take()).containsExactly("STRAGGLER b: corrupt");

    flights.join("other", true, waiter("c", "here"), 400);
    flights.land("other", 400, Verdict.FAILED, "oops".getBytes(US_ASCII), 500);
    effects.take();
    flights.join("other", true, waiter("d", "here"), 600);
    assertThat(effects.take()).containsExactly("send other for d at 600, attempt 1");
  }

  @Test
  void shouldTryOtherLocationsWhenFailureIsOfOne() {
    flights.join("k", true, waiter("0", "worse"), 90);
    flights.join("k", true, waiter("a1", "bad"), 100);
    flights.join("k", true, waiter("b1", "good"), 101);
    flights.join("k", true, waiter("a2", "bad"), 102);
    flights.join("k", true, waiter("b2", "good"), 103);
    land(90, Verdict.MISPLACED, "refused", 110);
    flights.tick(150, TaskWatermark.UNKNOWN);
    assertThat(effects.take()).endsWith("send k for a1 at 150, attempt 1");
    land(150, Verdict.MISPLACED, "not found", 200);
    assertThat(effects.take()).containsExactly("LEADER a1: not found", "FOLLOWER a2: not found");
    flights.tick(201, TaskWatermark.UNKNOWN);
    assertThat(effects.take()).containsExactly("send k for b1 at 201, attempt 1");
    land(201, Verdict.ANSWERED, "text", 300);
    assertThat(effects.take()).containsExactly("LEADER b1: text", "FOLLOWER b2: text");
  }

  /** The worker may have read the place before the object of the second event was written. */
  @Test
  void shouldTryAgainForWhoCameAfterTheSendingWhenThePlaceFailed() {
    flights.join("k", true, waiter("early", "place"), 100);
    flights.join("k", true, waiter("late", "place"), 101);
    effects.take();
    land(100, Verdict.MISPLACED, "other bytes", 200);
    flights.tick(201, TaskWatermark.UNKNOWN);
    assertThat(effects.take()).first().isEqualTo("LEADER early: other bytes");
    land(201, Verdict.ANSWERED, "text", 300);
    land(200, Verdict.ANSWERED, "text", 300);
    assertThat(effects.take()).contains("LEADER late: text");
  }

  @Test
  void shouldDropASecondCompletionWhenTheKeyWasSentAgainAtTheSameTime() {
    flights.join("k", true, waiter("a", "bad"), 100);
    flights.join("k", true, waiter("b", "good"), 100);
    effects.take();
    land(100, Verdict.MISPLACED, "refused", 100);
    assertThat(effects.take())
        .containsExactly("LEADER a: refused", "send k for b at 101, attempt 1");
    land(100, Verdict.MISPLACED, "refused", 100);
    assertThat(effects.take()).containsExactly("dropped STALE");
    land(101, Verdict.ANSWERED, "text", 100);
    assertThat(effects.take()).containsExactly("LEADER b: text");
  }

  @Test
  void shouldNotAnswerFromWorkBegunBeforeWhenKeyMayChangeItsMeaning() {
    flights.join("k", false, waiter("a", "k"), 100);
    flights.join("k", false, waiter("b", "k"), 101);
    flights.join("k", false, waiter("c", "k"), 102);
    effects.take();
    land(100, Verdict.ANSWERED, "old", 200);
    assertThat(effects.take()).containsExactly("LEADER a: old", "send k for b at 200, attempt 1");
    land(200, Verdict.ANSWERED, "new", 300);
    assertThat(effects.take()).containsExactly("LEADER b: new", "FOLLOWER c: new");
    assertThat(rows.size()).isZero();
  }

  @Test
  void shouldDropCompletionWhenUnknownLandedOrStale() {
    land(100, Verdict.ANSWERED, "x", 100);
    join("a", 100);
    land(99, Verdict.FAILED, "x", 150);
    land(100, Verdict.ANSWERED, "text", 200);
    land(100, Verdict.ANSWERED, "text", 201);
    assertThat(effects.take())
        .containsExactly(
            "dropped UNKNOWN",
            "send k for a at 100, attempt 1",
            "dropped STALE",
            "LEADER a: text",
            "dropped LANDED");
  }

  @Test
  void shouldTakeAnswerOfEarlierSendingWhenKeyIsShared() {
    join("a", 100);
    flights.tick(10_000, new TaskWatermark(101 + LOSS_MS));
    effects.take();
    land(100, Verdict.ANSWERED, "text", 10_001);
    assertThat(effects.take()).containsExactly("LEADER a: text");
  }

  @Test
  void shouldLeaveWaitingWorkAloneHoweverOldItIs() {
    join("a", 100);
    effects.take();
    flights.tick(1_000_000_000, new TaskWatermark(100));
    assertThat(effects.take()).isEmpty();
  }

  /** Tasks that processors with different clocks send are not in the order of their times. */
  @Test
  void shouldLeaveWorkAloneWithinTheGraceOfTheWatermark() {
    join("a", 100);
    effects.take();
    flights.tick(6_000, new TaskWatermark(100 + LOSS_MS));
    assertThat(effects.take()).isEmpty();
    flights.tick(6_000, new TaskWatermark(100 + LOSS_MS + 1));
    assertThat(effects.take()).containsExactly("send k for a at 6000, attempt 2");
  }

  @Test
  void shouldTellAllWaitersWhenWorkIsLostEachTime() {
    join("a", 100);
    flights.tick(10_000, new TaskWatermark(10_000));
    join("b", 10_001);
    effects.take();
    flights.tick(30_000, new TaskWatermark(30_000));
    assertThat(effects.take()).containsExactly("lost a after 2", "lost b after 2");
    assertThat(rows.size()).isZero();
  }

  @Test
  void shouldNotSendBeforeWhatWasSentWhenTheClockGoesBack() {
    flights.join("early", true, waiter("a", "here"), 3_600_000);
    effects.take();
    flights.join("k", true, waiter("b", "here"), 100);
    assertThat(effects.take()).containsExactly("send k for b at 3600001, attempt 1");
    // The oldest open task is the first one, sent an hour later. The second one waits behind it and
    // is not lost.
    flights.tick(100 + 10 * LOSS_MS, new TaskWatermark(3_600_000));
    assertThat(effects.take()).isEmpty();
  }

  @Test
  void shouldNotSendBeforeWhatWasSentWhenAnotherClockGoesOn() {
    join("a", 3_600_000);
    effects.take();
    Flights elsewhere = new Flights(rows, RULES, effects);
    elsewhere.join("next", true, waiter("b", "here"), 100);
    assertThat(effects.take()).containsExactly("send next for b at 3600001, attempt 1");
  }

  private void join(String name, long now) {
    flights.join("k", true, waiter(name, "here"), now);
  }

  private void land(long sentAt, Verdict verdict, String text, long now) {
    flights.land("k", sentAt, verdict, text.getBytes(US_ASCII), now);
  }

  private static WaiterRow waiter(String name, String origin) {
    return new WaiterRow(origin, name.getBytes(US_ASCII), WaiterRow.NEVER);
  }
}
