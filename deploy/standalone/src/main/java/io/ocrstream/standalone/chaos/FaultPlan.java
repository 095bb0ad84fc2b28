/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Injects faults, and mends each a while later.
 *
 * <p><b>Threading:</b> one thread.
 */
final class FaultPlan {
  private static final Logger LOG = LoggerFactory.getLogger(FaultPlan.class);

  /** A fault lasts at least so long, and at most that and {@link #SPREAD_MS}. */
  private static final long SHORTEST_MS = 1_000;

  private static final int SPREAD_MS = 9_000;

  private final ChaosStack stack;
  private final List<Fault> faults;
  private final Random random;
  private final List<EngineBound.Span> broken = new ArrayList<>();
  private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
  private final PriorityQueue<Mending> mendings =
      new PriorityQueue<>((a, b) -> Long.compare(a.dueMs, b.dueMs));

  /** What ends a fault; may fail, as the world it acts on is broken. */
  private interface Action {
    void run() throws Exception;
  }

  private record Mending(long dueMs, Action action) {}

  FaultPlan(ChaosStack stack, List<Fault> faults, Random random) {
    this.stack = stack;
    this.faults = List.copyOf(faults);
    this.random = random;
  }

  Map<Fault, Integer> injected() {
    return injected;
  }

  /** What was broken, and when; where a fault ended before its time, to its time. */
  List<EngineBound.Span> broken() {
    return broken;
  }

  /** One of the faults, of something. */
  void inject() throws Exception {
    Fault fault = faults.get(random.nextInt(faults.size()));
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
      case BROKER_DROP -> dropBroker(lasting);
      default -> redis(fault, lasting);
    }
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
    LOG.debug("an engine was {}", killed ? "killed" : "not there");
  }

  private void mood(FaultyStore.Mood mood, long lasting) {
    stack.store.setMood(mood);
    later(lasting, () -> stack.store.setMood(FaultyStore.Mood.WELL));
  }

  private void dropBroker(long lasting) {
    int node = 1 + random.nextInt(3);
    // One at a time: of three, two are needed.
    boolean others = mendings.stream().anyMatch(m -> m.action instanceof BrokerStart);
    if (!others) {
      stack.kafka.dropNode(node);
      later(lasting, new BrokerStart(stack, node));
    }
  }

  private record BrokerStart(ChaosStack stack, int node) implements Action {
    @Override
    public void run() {
      stack.kafka.startNode(node);
    }
  }

  private void redis(Fault fault, long lasting) throws Exception {
    switch (fault) {
      case REDIS_KILL -> {
        tell("SHUTDOWN NOSAVE");
        later(lasting, this::restartRedis);
      }
      case REDIS_PAUSE -> tell("CLIENT PAUSE " + lasting + " ALL");
      case REDIS_FULL -> {
        tell("CONFIG SET maxmemory-policy noeviction");
        tell("CONFIG SET maxmemory 1");
        later(lasting, this::wellRedis);
      }
      case REDIS_READ_ONLY -> {
        tell("CONFIG SET min-replicas-to-write 1");
        later(lasting, this::wellRedis);
      }
      case REDIS_FLUSH -> tell("FLUSHALL");
      case REDIS_CUT -> stack.proxy.cut();
      default -> {
        stack.proxy.setStalled(true);
        later(lasting, () -> stack.proxy.setStalled(false));
      }
    }
  }

  /** It may be down or paused already: then there is nothing to tell it. */
  private void tell(String line) {
    try {
      stack.console.tell(line);
    } catch (IOException e) {
      LOG.debug("redis did not hear {}: {}", line, e.toString());
    }
  }

  private void restartRedis() {
    stack.redis.stop();
    stack.redis.start();
  }

  private void wellRedis() {
    tell("CONFIG SET min-replicas-to-write 0");
    tell("CONFIG SET maxmemory 512mb");
    tell("CONFIG SET maxmemory-policy allkeys-lru");
  }

  private void later(long ms, Action action) {
    mendings.add(new Mending(System.nanoTime() / 1_000_000 + ms, action));
  }

  /** Ends what has lasted long enough. */
  void mend() throws Exception {
    long now = System.nanoTime() / 1_000_000;
    while (!mendings.isEmpty() && mendings.peek().dueMs() <= now) {
      mendings.remove().action().run();
    }
  }

  /** Ends everything. */
  void mendAll() throws Exception {
    while (!mendings.isEmpty()) {
      mendings.remove().action().run();
    }
    wellRedis();
  }
}
