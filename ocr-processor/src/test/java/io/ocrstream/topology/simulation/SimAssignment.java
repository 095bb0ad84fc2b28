/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/** Who owns which task of the topology: one at a time, and whoever is there. */
final class SimAssignment {
  private final List<SimTask> tasks;
  private final Random random;
  private boolean isMoving;

  SimAssignment(List<SimTask> tasks, Random random) {
    this.tasks = tasks;
    this.random = random;
  }

  /** Tasks without an owner go to the instance that asks first. */
  void offer(SimInstance instance) {
    tasks.stream().filter(t -> !t.isOwned && random.nextInt(3) > 0).forEach(instance::take);
  }

  /** From the next commit of any instance on, some of its tasks go to others. */
  void rebalance() {
    isMoving = true;
  }

  /** What {@code instance} has to give up, having committed. */
  List<SimTask> give(SimInstance instance, Collection<SimTask> owned) {
    if (!isMoving || !instance.isRunning()) {
      return List.of();
    }
    isMoving = false;
    List<SimTask> given = new ArrayList<>();
    for (SimTask task : owned) {
      if (random.nextBoolean()) {
        task.rolledBack();
        task.isOwned = false;
        given.add(task);
      }
    }
    return given;
  }
}
