/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import io.ocrstream.embedded.FaultyStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Injects faults, and ends each one after a while.
 *
 * <p><b>Threading:</b> one thread.
 */
final class FaultPlan implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FaultPlan.class);

  /** Minimum duration of a fault; the maximum is this plus {@link #SPREAD_MS}. */
  private static final long SHORTEST_MS = 1_000;

  private static final int SPREAD_MS = 9_000;

  private final ChaosStack stack;
  private final List<InjectedFault> faults;
  private final Random random;
  private final KafkaFaults kafka;
  private final RedisFaults redis;
  private final List<EngineBound.Span> broken = new ArrayList<>();
  private final Map<InjectedFault, Integer> injected = new EnumMap<>(InjectedFault.class);
  private final PriorityQueue<Mending> mendings =
      new PriorityQueue<>((a, b) -> Long.compare(a.dueMs, b.dueMs));

  /** Ends or continues a fault; it may fail, because the system is faulty. */
  interface Action {
    void run() throws Exception;
  }

  /** Runs an action after a number of milliseconds, or earlier when all faults end. */
  interface Later {
    void in(long ms, Action action);
  }

  private record Mending(long dueMs, Action action) {}

  FaultPlan(ChaosStack stack, List<InjectedFault> faults, Random random) {
    this.stack = stack;
    this.faults = List.copyOf(faults);
    this.random = random;
    this.kafka = new KafkaFaults(stack.kafka, random, this::later);
    this.redis = new RedisFaults(stack.redis, this::later);
  }

  Map<InjectedFault, Integer> injected() {
    return injected;
  }

  /** Returns the times of faults; an early end does not shorten them. */
  List<EngineBound.Span> broken() {
    return broken;
  }

  /** Injects one fault, and returns it. */
  InjectedFault inject() throws Exception {
    InjectedFault fault = faults.get(random.nextInt(faults.size()));
    long lasting = SHORTEST_MS + random.nextInt(SPREAD_MS);
    LOG.info("{} for {} ms", fault, lasting);
    injected.merge(fault, 1, Integer::sum);
    long now = System.currentTimeMillis();
    broken.add(new EngineBound.Span(fault, now, now + lasting));
    switch (fault) {
      case PROCESSOR_KILL -> kill(one(stack.processors), lasting);
      case PROCESSOR_PAUSE -> pause(one(stack.processors), lasting);
      case WORKER_KILL -> kill(one(stack.workers), lasting);
      case WORKER_PAUSE -> pause(one(stack.workers), lasting);
      case ENGINE_KILL -> killEngine();
      case STORE_SLOW -> mood(FaultyStore.Mood.SLOW, lasting);
      case STORE_UNAVAILABLE -> mood(FaultyStore.Mood.UNAVAILABLE, lasting);
      case STORE_CUT -> mood(FaultyStore.Mood.CUT, lasting);
      case BROKER_DROP, COORDINATOR_MOVE, REBALANCE_STORM -> kafka.inject(fault, lasting);
      default -> redis.inject(fault, lasting);
    }
    return fault;
  }

  private RoleProcess one(List<RoleProcess> roles) {
    return roles.get(random.nextInt(roles.size()));
  }

  private void kill(RoleProcess role, long lasting) throws Exception {
    role.kill();
    later(lasting, role::start);
  }

  private void pause(RoleProcess role, long lasting) throws Exception {
    role.pause();
    later(lasting, role::resume);
  }

  private void killEngine() {
    boolean killed = one(stack.workers).killChild(random);
    LOG.debug("An engine was {}", killed ? "killed" : "not there");
  }

  private void mood(FaultyStore.Mood mood, long lasting) {
    stack.store.setMood(mood);
    later(lasting, () -> stack.store.setMood(FaultyStore.Mood.WELL));
  }

  private void later(long ms, Action action) {
    mendings.add(new Mending(System.nanoTime() / 1_000_000 + ms, action));
  }

  /** Ends faults whose time has passed. */
  void mend() throws Exception {
    long now = System.nanoTime() / 1_000_000;
    while (!mendings.isEmpty() && mendings.peek().dueMs() <= now) {
      mendings.remove().action().run();
    }
  }

  /** Ends all faults. */
  void mendAll() throws Exception {
    while (!mendings.isEmpty()) {
      mendings.remove().action().run();
    }
    redis.mend();
  }

  @Override
  public void close() {
    kafka.close();
  }
}
