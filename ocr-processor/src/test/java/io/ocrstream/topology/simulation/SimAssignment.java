/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/** Assigns the topology's tasks to instances, each to one at a time. */
final class SimAssignment {
  private final List<SimTask> tasks;
  private final Random random;
  private boolean isMoving;

  SimAssignment(List<SimTask> tasks, Random random) {
    this.tasks = tasks;
    this.random = random;
  }

  /** Assigns tasks without an owner to the instance that asks first. */
  void offer(SimInstance instance) {
    tasks.stream().filter(t -> !t.isOwned && random.nextInt(3) > 0).forEach(instance::take);
  }

  /** Moves some tasks to other instances, from the next commit of any instance on. */
  void rebalance() {
    isMoving = true;
  }

  /** Returns the tasks that {@code instance} must give up after its commit. */
  List<SimTask> give(SimInstance instance, Collection<SimTask> owned) {
    if (!isMoving || !instance.isRunning()) {
      return List.of();
    }
    isMoving = false;
    List<SimTask> given = new ArrayList<>();
    for (SimTask task : owned) {
      if (random.nextBoolean()) {
        task.rolledBack(true);
        task.isOwned = false;
        given.add(task);
      }
    }
    return given;
  }
}
