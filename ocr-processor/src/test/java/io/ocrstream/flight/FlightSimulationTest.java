/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.flight;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that every event gets exactly one answer, however tasks and completions are delayed,
 * duplicated, lost or reordered, and that a shared key has one task in flight unless one is lost.
 *
 * <p>Method: seeded runs of flights against simulated workers in virtual time, with restarts from a
 * copy of the store. The test's name has the seed; to repeat a run, add it to {@link #SEEDS}.
 */
class FlightSimulationTest {
  private static final int SEEDS = 400;
  private static final int STEPS = 600;
  private static final List<Verdict> VERDICTS = List.of(Verdict.values());
  private static final FlightRules RULES =
      new FlightRules(4, Duration.ofMillis(500), Duration.ofMillis(200), 3);

  static LongStream seeds() {
    // The fixed seeds, and a new one.
    return LongStream.concat(
        LongStream.range(0, SEEDS), LongStream.of(ThreadLocalRandom.current().nextLong()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shouldAnswerEachEventOnceWhateverHappens(long seed) {
    World world = new World(new Random(seed));
    for (int step = 0; step < STEPS; step++) {
      world.step();
    }
    world.settle();
    assertThat(world.answers).as("answers by event").hasSize(world.events);
    assertThat(world.answers.values()).as("answers of each event").containsOnly(1);
    assertThat(world.rows.size()).as("rows left when all is over").isZero();
    assertThat(world.doubled).as("tasks of a shared key at once, though none was lost").isZero();
  }

  /** Flights, a task queue, faulty workers, and the answers of events. */
  private static final class World implements FlightEffects {
    private final Random random;
    private final Map<String, Integer> answers = new HashMap<>();
    private final List<Task> queue = new ArrayList<>();
    private final List<Task> done = new ArrayList<>();
    private SortedMapStore rows = new SortedMapStore();
    private Flights flights = new Flights(rows, RULES, this);
    private final Set<String> resent = new HashSet<>();
    private long now = 1_000;
    private int events;
    private int doubled;

    private record Task(String key, long sentAt, Verdict verdict) {}

    World(Random random) {
      this.random = random;
    }

    void step() {
      now += random.nextInt(40);
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> join();
        case 4, 5, 6 -> work(false);
        case 7, 8 -> complete();
        case 9 -> restart();
        case 10 -> flights.tick(now, watermark());
        default -> misbehave();
      }
    }

    /** Runs until everything is finished, without further faults. */
    void settle() {
      for (int i = 0; i < 10_000 && (rows.size() > 0 || !queue.isEmpty()); i++) {
        now += 100;
        work(true);
        complete();
        flights.tick(now, watermark());
      }
    }

    private void join() {
      int number = random.nextInt(3);
      boolean shared = number < 2;
      String origin = shared ? "place" + random.nextInt(2) : "key2";
      String name = "e" + events++;
      long deadline = random.nextBoolean() ? WaiterRow.NEVER : now + random.nextInt(400) - 20;
      WaiterRow waiter = new WaiterRow(origin, name.getBytes(US_ASCII), deadline);
      flights.join("key" + number, shared, waiter, now);
    }

    private void work(boolean wellBehaved) {
      if (queue.isEmpty()) {
        return;
      }
      Task task = queue.remove(random.nextInt(queue.size()));
      Verdict verdict =
          wellBehaved ? Verdict.ANSWERED : VERDICTS.get(random.nextInt(VERDICTS.size()));
      done.add(new Task(task.key(), task.sentAt(), verdict));
    }

    private void complete() {
      if (!done.isEmpty()) {
        Task task = done.remove(random.nextInt(done.size()));
        flights.land(task.key(), task.sentAt(), task.verdict(), text(task), now);
      }
    }

    private static byte[] text(Task task) {
      return (task.key() + task.sentAt()).getBytes(US_ASCII);
    }

    /** Loses a task, or repeats a completion. */
    private void misbehave() {
      if (random.nextBoolean() && !queue.isEmpty()) {
        queue.remove(random.nextInt(queue.size()));
      } else if (!done.isEmpty()) {
        done.add(done.get(random.nextInt(done.size())));
      }
    }

    private void restart() {
      rows = rows.copy();
      flights = new Flights(rows, RULES, this);
    }

    /**
     * Returns what a watch would report: everything older than what is queued or about to be
     * processed.
     */
    private TaskWatermark watermark() {
      long oldest =
          LongStream.concat(
                  queue.stream().mapToLong(Task::sentAt), done.stream().mapToLong(Task::sentAt))
              .min()
              .orElse(now);
      return new TaskWatermark(oldest);
    }

    @Override
    public void send(String key, WaiterRow leader, long sentAt, int attempt) {
      if (attempt > 1) {
        resent.add(key);
      }
      // After a second sending, the first one's answer may land the flight while the second is
      // queued.
      boolean outstanding = queue.stream().anyMatch(t -> t.key().equals(key));
      if (outstanding && !key.equals("key2") && !resent.contains(key)) {
        doubled++;
      }
      queue.add(new Task(key, sentAt, Verdict.ANSWERED));
    }

    @Override
    public void answer(String key, WaiterRow waiter, Role role, byte[] landing) {
      count(waiter);
    }

    @Override
    public void lost(String key, WaiterRow waiter, int attempts) {
      count(waiter);
    }

    private void count(WaiterRow waiter) {
      answers.merge(new String(waiter.body(), US_ASCII), 1, Integer::sum);
    }

    @Override
    public void dropped(String key, Drop reason) {
      // A useless completion answers no event.
    }
  }
}
