/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.topology.progress.ShareGroupProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A share group on one task topic, as in KIP-932: records are delivered with a lock, delivered
 * again when the lock ends or the consumer dies, and archived after a number of deliveries.
 */
final class SimShareGroup {
  static final long LOCK_MS = 1_000;
  static final int DELIVERY_LIMIT = 3;

  private final List<SimLog> tasks;
  private final SimTime time;
  private final Random random;
  private final Sabotage sabotage;
  private final List<Map<Long, Task>> records = new ArrayList<>();
  private final long[] reported;
  private final long[] done;

  enum State {
    AVAILABLE,
    ACQUIRED,
    /** Accepted or rejected. */
    ACKNOWLEDGED,
    /** All deliveries are used up. */
    ARCHIVED
  }

  /** A task as the group sees it, equal only to itself. */
  static final class Task {
    final SimLog.Entry entry;
    State state = State.AVAILABLE;
    int deliveries;
    private long lockedUntil;
    private @Nullable Object holder;
    private final Set<Object> losers = new HashSet<>();

    /** Whether a worker published its completion. */
    boolean isCompleted;

    Task(SimLog.Entry entry) {
      this.entry = entry;
    }

    boolean isDone() {
      return state == State.ACKNOWLEDGED || state == State.ARCHIVED;
    }

    /** Returns whether the lock of {@code who} has ended, so that others may have the task. */
    boolean isLostBy(Object who) {
      return losers.contains(who);
    }

    boolean isHeldBy(Object who) {
      return state == State.ACQUIRED && holder == who;
    }
  }

  SimShareGroup(List<SimLog> tasks, SimTime time, Random random, Sabotage sabotage) {
    this.tasks = tasks;
    this.time = time;
    this.random = random;
    this.sabotage = sabotage;
    this.reported = new long[tasks.size()];
    this.done = new long[tasks.size()];
    tasks.forEach(log -> records.add(new HashMap<>()));
  }

  /** Returns a task for {@code who} if there is one, and starts its lock. */
  @Nullable Task acquire(Object who) {
    int first = random.nextInt(tasks.size());
    for (int i = 0; i < tasks.size(); i++) {
      int partition = (first + i) % tasks.size();
      for (Task task : open(partition)) {
        if (Sabotage.SKIP_A_TASK.strikes(sabotage, random, 20)) {
          task.state = State.ACKNOWLEDGED;
        }
        boolean taken =
            task.state == State.ACQUIRED
                && Sabotage.DELIVER_A_HELD_TASK.strikes(sabotage, random, 5);
        if (taken || task.state == State.AVAILABLE) {
          task.state = State.ACQUIRED;
          task.deliveries++;
          task.holder = who;
          task.losers.remove(who);
          lock(task);
          return task;
        }
      }
    }
    return null;
  }

  /** Returns the tasks that may still be delivered. */
  private List<Task> open(int partition) {
    List<Task> open = visible(partition, done[partition]);
    long first =
        open.stream()
            .filter(t -> !t.isDone())
            .mapToLong(t -> t.entry.offset)
            .findFirst()
            .orElse(tasks.get(partition).stableEnd());
    // An open transaction may have tasks that only a planted defect exposes.
    done[partition] = Math.min(first, tasks.get(partition).stableEnd());
    return open.stream().filter(t -> !t.isDone()).toList();
  }

  private List<Task> visible(int partition, long from) {
    SimLog log = tasks.get(partition);
    boolean all = sabotage == Sabotage.READ_UNCOMMITTED_TASKS;
    List<Task> found = new ArrayList<>();
    for (long offset = from; offset < (all ? log.end() : log.stableEnd()); offset++) {
      SimLog.Entry entry = log.at(offset);
      if (entry.isCommitted() || (all && entry.key.length > 0)) {
        found.add(records.get(partition).computeIfAbsent(offset, o -> new Task(entry)));
      }
    }
    return found;
  }

  private void lock(Task task) {
    if (sabotage == Sabotage.KEEP_LOCKS_OF_THE_DEAD) {
      return;
    }
    long until = time.now() + LOCK_MS;
    task.lockedUntil = until;
    time.in(
        LOCK_MS,
        () -> {
          if (task.state == State.ACQUIRED && task.lockedUntil == until) {
            handBack(task);
          }
        });
  }

  private void handBack(Task task) {
    if (task.holder != null) {
      task.losers.add(task.holder);
    }
    task.holder = null;
    if (sabotage == Sabotage.FORGET_RELEASED_TASKS) {
      task.state = State.ACKNOWLEDGED;
      return;
    }
    task.state = task.deliveries >= DELIVERY_LIMIT ? State.ARCHIVED : State.AVAILABLE;
  }

  /** Renews the lock for another period. Returns whether {@code who} still held it. */
  boolean renew(Task task, Object who) {
    boolean held = task.isHeldBy(who);
    if (held) {
      lock(task);
    }
    return held;
  }

  /** Accepts the task. Refused if {@code who} no longer holds the lock. */
  boolean accept(Task task, Object who) {
    boolean held = task.isHeldBy(who);
    if (held) {
      report();
      task.state = State.ACKNOWLEDGED;
    }
    return held;
  }

  void release(Task task, Object who) {
    if (task.isHeldBy(who)) {
      report();
      handBack(task);
    }
  }

  /** Moves the leader: locked tasks are delivered again, and their last delivery is not counted. */
  void failOver() {
    for (int partition = 0; partition < tasks.size(); partition++) {
      for (Task task : open(partition)) {
        if (task.state == State.ACQUIRED) {
          task.deliveries--;
          handBack(task);
        }
      }
    }
  }

  /** The broker stores the position before an acknowledgement, not the one after it. */
  private void report() {
    for (int partition = 0; partition < tasks.size(); partition++) {
      reported[partition] = start(partition);
    }
  }

  private long start(int partition) {
    return open(partition).stream()
        .mapToLong(t -> t.entry.offset)
        .findFirst()
        .orElse(tasks.get(partition).stableEnd());
  }

  Map<Integer, ShareGroupProgress.Start> starts() {
    Map<Integer, ShareGroupProgress.Start> starts = new HashMap<>();
    for (int partition = 0; partition < tasks.size(); partition++) {
      boolean done = start(partition) >= tasks.get(partition).stableEnd();
      long ahead = sabotage == Sabotage.REPORT_TOO_FAR ? 1 : 0;
      starts.put(partition, new ShareGroupProgress.Start(reported[partition] + ahead, done));
    }
    return starts;
  }

  boolean isIdle() {
    return starts().values().stream().allMatch(ShareGroupProgress.Start::isDone);
  }

  /** Returns the last task with {@code key} that was sent before {@code offset}. */
  @Nullable Task before(SimLog log, long offset, String key) {
    return visible(log.partition, 0).stream()
        .filter(t -> t.entry.offset < offset)
        .filter(t -> key.equals(new String(t.entry.key, US_ASCII)))
        .reduce((first, second) -> second)
        .orElse(null);
  }

  /** Returns all tasks with {@code key}, done or not. */
  List<Task> all(String key) {
    List<Task> found = new ArrayList<>();
    for (int partition = 0; partition < tasks.size(); partition++) {
      visible(partition, 0).stream()
          .filter(t -> key.equals(new String(t.entry.key, US_ASCII)))
          .forEach(found::add);
    }
    return found;
  }
}
