/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests who waits until when, and what happens to the work when a waiting event gives up. */
class DeadlineTest {
  private static final int SLICE = 3;
  private static final FlightRules RULES =
      new FlightRules(SLICE, Duration.ofSeconds(1), Duration.ofSeconds(5), 2);

  private final SortedMapStore rows = new SortedMapStore();
  private final List<Long> sentUntil = new ArrayList<>();
  private final RecordedEffects effects = new RecordedEffects();
  private final Flights flights = new Flights(rows, RULES, new NotingDeadlines());

  /** Records the deadline of each sending. */
  private final class NotingDeadlines implements FlightEffects {
    @Override
    public void send(String key, WaiterRow leader, long sentAt, int attempt) {
      sentUntil.add(leader.deadline());
      effects.send(key, leader, sentAt, attempt);
    }

    @Override
    public void answer(String key, WaiterRow waiter, Role role, byte[] landing) {
      effects.answer(key, waiter, role, landing);
    }

    @Override
    public void lost(String key, WaiterRow waiter, int attempts) {
      effects.lost(key, waiter, attempts);
    }

    @Override
    public void expired(String key, WaiterRow waiter, int attempts) {
      effects.expired(key, waiter, attempts);
    }

    @Override
    public void dropped(String key, Drop reason) {
      effects.dropped(key, reason);
    }
  }

  @Test
  void shouldTellAWaiterAtItsDeadlineAndNotBefore() {
    join("a", 100, 200);
    effects.take();
    tick(199);
    assertThat(effects.take()).isEmpty();
    tick(200);
    assertThat(effects.take()).containsExactly("expired a after 1");
    tick(201);
    assertThat(effects.take()).isEmpty();
  }

  @Test
  void shouldAnswerTheOthersWhenTheOneForWhichItWasSentHasGone() {
    join("a", 100, 200);
    join("b", 101, WaiterRow.NEVER);
    join("c", 102, 400);
    tick(300);
    effects.take();
    land(100, Verdict.ANSWERED, "text", 350);
    assertThat(effects.take()).containsExactly("FOLLOWER b: text", "FOLLOWER c: text");
    tick(401);
    assertThat(effects.take()).as("c's deadline went with its answer").isEmpty();
  }

  @Test
  void shouldTakeNoPlaceWhenItComesTooLate() {
    join("late", 100, 100);
    assertThat(effects.take()).containsExactly("expired late after 0");
    assertThat(rows.size()).isZero();
  }

  @Test
  void shouldAnswerFromALandingWhenItComesTooLateButTheAnswerIsThere() {
    join("a", 100, WaiterRow.NEVER);
    land(100, Verdict.ANSWERED, "text", 150);
    effects.take();
    join("late", 160, 100);
    assertThat(effects.take()).containsExactly("STRAGGLER late: text");
  }

  @Test
  void shouldTellInSlicesWhenManyGoAtOnce() {
    for (int i = 0; i < 2 * SLICE + 1; i++) {
      join("w" + i, 100, 200 + i);
    }
    effects.take();
    tick(1_000);
    assertThat(effects.take())
        .containsExactly("expired w0 after 1", "expired w1 after 1", "expired w2 after 1");
    tick(1_001);
    tick(1_002);
    assertThat(effects.take()).hasSize(SLICE + 1);
  }

  @Test
  void shouldFinishWithNothingWhenEveryoneHasGone() {
    join("a", 100, 200);
    tick(200);
    effects.take();
    land(100, Verdict.ANSWERED, "text", 300);
    assertThat(effects.take()).isEmpty();
    tick(1_300);
    assertThat(rows.size()).as("after the grace of the landing").isZero();
  }

  @Test
  void shouldForgetLostWorkWhenEveryoneHasGone() {
    join("a", 100, 200);
    tick(200);
    effects.take();
    flights.tick(10_000, new TaskWatermark(5_101));
    assertThat(effects.take()).isEmpty();
    assertThat(rows.size()).isZero();
  }

  @Test
  void shouldJoinWorkThatIsUnderWayThoughEveryoneElseHasGone() {
    join("a", 100, 200);
    tick(200);
    join("b", 250, WaiterRow.NEVER);
    effects.take();
    land(100, Verdict.ANSWERED, "text", 300);
    assertThat(effects.take()).containsExactly("FOLLOWER b: text");
  }

  @Test
  void shouldSendAnewWhenTheWorkWasGivenUpAndSomeoneWaitsForLonger() {
    join("a", 100, 200);
    join("b", 150, 900);
    effects.take();
    land(100, Verdict.ABANDONED, "over", 210);
    assertThat(effects.take()).containsExactly("send k for a at 210, attempt 1");
    assertThat(sentUntil).containsExactly(200L, 900L);
    tick(211);
    land(210, Verdict.ANSWERED, "text", 300);
    assertThat(effects.take()).containsExactly("expired a after 1", "FOLLOWER b: text");
  }

  @Test
  void shouldSendAnewWithoutADeadlineWhenSomeoneHasNone() {
    join("a", 100, 200);
    join("b", 150, WaiterRow.NEVER);
    land(100, Verdict.ABANDONED, "over", 210);
    assertThat(sentUntil).containsExactly(200L, WaiterRow.NEVER);
  }

  /** Whatever the clocks show, work is sent again only for an event that waits longer. */
  @Test
  void shouldTellEveryoneWhenTheWorkWasGivenUpAndNobodyWaitsForLonger() {
    join("a", 100, 200);
    join("b", 110, 190);
    effects.take();
    land(100, Verdict.ABANDONED, "over", 150);
    assertThat(effects.take()).containsExactly("LEADER a: over", "FOLLOWER b: over");
    assertThat(rows.size()).isZero();
  }

  @Test
  void shouldSendNothingWhenWhoWouldHaveWaitedForLongerHasGoneToo() {
    join("a", 100, 200);
    join("b", 150, 300);
    tick(400);
    effects.take();
    land(100, Verdict.ABANDONED, "over", 401);
    assertThat(effects.take()).isEmpty();
    assertThat(rows.size()).isZero();
  }

  @Test
  void shouldKnowTheLatestDeadlineOfThoseLeftWhenItSendsAgain() {
    flights.join("k", false, waiter("a", 900), 100);
    flights.join("k", false, waiter("b", 500), 101);
    flights.join("k", false, waiter("c", 400), 102);
    land(100, Verdict.ANSWERED, "old", 200);
    assertThat(sentUntil).as("a is answered, b and c are left").containsExactly(900L, 500L);
  }

  @Test
  void shouldNotLookAtAllWhoWaitWhenItSendsAgain() {
    for (int i = 0; i < SLICE + 1; i++) {
      join("w" + i, 100, 500 + i);
    }
    flights.tick(499, new TaskWatermark(5_101));
    assertThat(sentUntil).containsExactly(500L, 503L);
  }

  @Test
  void shouldKeepDeadlinesWhenStateIsRestoredElsewhere() {
    join("a", 100, 200);
    effects.take();
    Flights restored = new Flights(rows.copy(), RULES, effects);
    restored.tick(200, TaskWatermark.UNKNOWN);
    assertThat(effects.take()).containsExactly("expired a after 1");
  }

  @Test
  void shouldRestoreWaitersAndFlightsFromTheirBytes() {
    WaiterRow waiter = WaiterRow.decode(new WaiterRow("here", new byte[] {0, 7}, 77).encode());
    assertThat(waiter.origin()).isEqualTo("here");
    assertThat(waiter.body()).containsExactly(0, 7);
    assertThat(waiter.deadline()).isEqualTo(77);
    Flight flight = Flight.open(true, 5, "here", WaiterRow.NEVER);
    assertThat(Flight.decode(flight.encode())).isEqualTo(flight);
  }

  @Test
  void shouldRefuseRowsOfAnotherVersion() {
    byte[] waiter = new WaiterRow("here", new byte[1], WaiterRow.NEVER).encode();
    byte[] flight = Flight.open(true, 5, "here", WaiterRow.NEVER).encode();
    waiter[0]++;
    flight[0]++;
    assertThatThrownBy(() -> WaiterRow.decode(waiter)).hasMessage("waiter of version 2, not 1");
    assertThatThrownBy(() -> Flight.decode(flight)).hasMessage("flight of version 3, not 2");
  }

  private void tick(long now) {
    flights.tick(now, TaskWatermark.UNKNOWN);
  }

  private void join(String name, long now, long deadline) {
    flights.join("k", true, waiter(name, deadline), now);
  }

  private void land(long sentAt, Verdict verdict, String text, long now) {
    flights.land("k", sentAt, verdict, text.getBytes(US_ASCII), now);
  }

  private static WaiterRow waiter(String name, long deadline) {
    return new WaiterRow("here", name.getBytes(US_ASCII), deadline);
  }
}
