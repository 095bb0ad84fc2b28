/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.topology.TopologyParts;
import io.ocrstream.topology.intake.LookupPrefetch;
import io.ocrstream.topology.progress.LostTaskDetector;
import io.ocrstream.topology.records.Route;
import io.ocrstream.topology.records.RoutedRecord;
import io.ocrstream.topology.simulation.SimTask.Node;
import io.ocrstream.topology.simulation.SimTask.Polled;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A process of the topology with one stream thread and one watch of task watermarks. Processors,
 * prefetch and watch are the real ones; polls and transactions are simulated.
 */
final class SimInstance {
  private static final long COMMIT_MS = 50;
  private static final long WATCH_MS = 300;

  /** Time after which an abandoned transaction is aborted. */
  private static final int TRANSACTION_TIMEOUT_MS = 1_000;

  private final SimWorld world;
  private final Map<SimTask, Node> nodes = new LinkedHashMap<>();
  private final List<Runnable> parked = new ArrayList<>();
  private final long skew;
  private LookupPrefetch prefetch;
  private TopologyParts parts;
  private SimTransaction transaction;
  private long committedAt;
  private int epoch;
  private boolean isPaused;
  private boolean isUp;
  private @Nullable Record<byte[], RoutedRecord> lastAnswer;

  SimInstance(SimWorld world, long skew) {
    this.world = world;
    this.skew = skew;
    this.transaction = new SimTransaction(world);
    this.prefetch = world.newPrefetch();
    this.parts = world.parts(prefetch, TopologyParts.Horizons.UNKNOWN);
  }

  /** Returns the time that this process sees. */
  long clock() {
    return world.time.now() + skew;
  }

  boolean isRunning() {
    return isUp && !isPaused;
  }

  void start() {
    epoch++;
    isUp = true;
    isPaused = false;
    transaction = new SimTransaction(world);
    Clock clock = ((InstantSource) () -> Instant.ofEpochMilli(clock())).withZone(ZoneOffset.UTC);
    LostTaskDetector identify = new LostTaskDetector(world.workLog(ShareGroup.IDENTIFY), clock);
    LostTaskDetector recognise = new LostTaskDetector(world.workLog(ShareGroup.RECOGNISE), clock);
    prefetch = world.newPrefetch();
    parts = world.parts(prefetch, world.watermarks(this, identify, recognise));
    later(world.random.nextInt((int) WATCH_MS), () -> watch(identify));
    later(world.random.nextInt((int) WATCH_MS), () -> watch(recognise));
    later(0, this::turn);
  }

  private void watch(LostTaskDetector watch) {
    try {
      watch.observe();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the model throws neither", e);
    }
    later(WATCH_MS, () -> watch(watch));
  }

  /**
   * Runs {@code what} later, unless the process dies before. A paused process runs it when it
   * continues.
   */
  private void later(long ms, Runnable what) {
    int mine = epoch;
    world.time.in(ms, () -> then(mine, what));
  }

  private void then(int mine, Runnable what) {
    if (mine == epoch && isPaused) {
      parked.add(what);
    } else if (mine == epoch) {
      what.run();
    }
  }

  void take(SimTask task) {
    task.isOwned = true;
    SimContext context =
        new SimContext(task.id(), task.rows, this::clock, record -> send(task, record));
    nodes.put(task, task.open(parts, context));
  }

  /** Polls, processes the polled records a while later, and commits when it is time. */
  private void turn() {
    world.assignment.offer(this);
    List<List<Polled>> polled = new ArrayList<>();
    nodes.keySet().forEach(task -> polled.addAll(task.poll(world.time.now())));
    List<Polled> order = SimTask.shuffled(polled, world.random);
    prefetch.polled(
        polled.stream()
            .flatMap(List::stream)
            .filter(p -> p.task().kind == SimTask.Kind.INTAKE)
            .map(p -> p.task().consumerRecord(p))
            .toList());
    long thinking = order.isEmpty() ? 0 : world.delay(20);
    later(thinking, () -> process(order));
  }

  private void process(List<Polled> order) {
    for (Polled polled : order) {
      transaction.tasks.add(polled.task());
      int times =
          transaction.strikes(Sabotage.SKIP_A_RECORD)
              ? 0
              : transaction.strikes(Sabotage.PROCESS_TWICE) ? 2 : 1;
      for (int i = 0; i < times; i++) {
        polled.task().process(polled, node(polled.task()));
      }
    }
    transaction.tasks.addAll(nodes.keySet());
    if (world.sabotage != Sabotage.NEVER_PUNCTUATE) {
      nodes.values().forEach(node -> node.context().punctuate());
    }
    boolean busy = !order.isEmpty() || !transaction.written.isEmpty();
    if (world.time.now() - committedAt >= COMMIT_MS) {
      commit();
    } else {
      later(busy ? world.delay(10) : 60, this::turn);
    }
  }

  private Node node(SimTask task) {
    Node node = nodes.get(task);
    if (node == null) {
      throw new IllegalStateException("a record of a task that is not owned");
    }
    return node;
  }

  private void send(SimTask from, Record<byte[], RoutedRecord> record) {
    Route route = record.value().route();
    boolean isAnswer = route == Route.RESULT || route == Route.FAILURE;
    boolean isTask = route == Route.TASK;
    if ((isAnswer && transaction.strikes(Sabotage.DROP_AN_ANSWER))
        || (isTask && transaction.strikes(Sabotage.DROP_A_TASK))
        || (!isAnswer && !isTask && transaction.strikes(Sabotage.DROP_A_REQUEST))) {
      return;
    }
    if ((isAnswer && transaction.strikes(Sabotage.ANSWER_TWICE))
        || (isTask && transaction.strikes(Sabotage.SEND_A_TASK_TWICE))) {
      transaction.write(from, record);
    }
    Record<byte[], RoutedRecord> last = lastAnswer;
    boolean isRepeated = isAnswer && transaction.strikes(Sabotage.REPEAT_THE_LAST_ANSWER);
    transaction.write(from, isRepeated && last != null ? last : record);
    if (isAnswer) {
      lastAnswer = record;
    }
  }

  private void commit() {
    SimTransaction ending = transaction;
    ending.isCommitting = true;
    int mine = epoch;
    world.time.soon(
        20,
        () -> {
          if (!ending.isDecided) {
            ending.decide(true);
            ending.mark(true, 20, () -> then(mine, this::committed));
          }
        });
  }

  private void committed() {
    transaction = new SimTransaction(world);
    committedAt = world.time.now();
    for (SimTask task : world.assignment.give(this, List.copyOf(nodes.keySet()))) {
      Node given = nodes.remove(task);
      if (given != null) {
        given.intake().close();
      }
    }
    later(0, this::turn);
  }

  /** Kills the process. Its tasks move to others when its transaction has ended. */
  void crash() {
    if (!isUp) {
      return;
    }
    isUp = false;
    epoch++;
    parked.clear();
    List<SimTask> orphans = List.copyOf(nodes.keySet());
    nodes.clear();
    SimTransaction ending = transaction;
    if (ending.isDecided) {
      world.time.in(TRANSACTION_TIMEOUT_MS, () -> orphans.forEach(t -> t.isOwned = false));
      return;
    }
    // A commit that was on its way may have arrived.
    boolean committed = ending.isCommitting && world.random.nextBoolean();
    ending.tasks.addAll(orphans);
    ending.decide(committed);
    boolean kept = committed || world.sabotage == Sabotage.COMMIT_OUTPUT_OF_ABORTED;
    ending.mark(kept, TRANSACTION_TIMEOUT_MS, () -> orphans.forEach(task -> task.isOwned = false));
  }

  /** Starts the process again if it is not running. */
  void restart() {
    if (!isUp) {
      start();
    }
  }

  /**
   * Stops the process as SIGSTOP does. After the session timeout, its tasks belong to others and it
   * starts anew.
   */
  void pause(long ms, long sessionTimeoutMs) {
    if (!isRunning()) {
      return;
    }
    isPaused = true;
    int mine = epoch;
    if (ms > sessionTimeoutMs) {
      world.time.in(
          sessionTimeoutMs,
          () -> {
            if (mine == epoch) {
              crash();
            }
          });
    }
    world.time.in(ms, () -> resume(mine));
  }

  private void resume(int mine) {
    if (mine == epoch) {
      isPaused = false;
      List<Runnable> waiting = List.copyOf(parked);
      parked.clear();
      waiting.forEach(what -> later(0, what));
    } else if (!isUp) {
      start();
    }
  }
}
