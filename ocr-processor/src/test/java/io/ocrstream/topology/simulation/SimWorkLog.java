/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import io.ocrstream.topology.progress.ShareGroupProgress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;

/** The view of an admin client. Each request takes time, in which the world continues. */
final class SimWorkLog implements ShareGroupProgress {
  private final SimShareGroup group;
  private final List<SimLog> tasks;
  private final List<SimLog> completions;
  private final List<SimTask> flights;
  private final SimTime time;
  private final Random random;
  private final Sabotage sabotage;

  /** Creates a view of the tasks of {@code group}, whose completions {@code flights} process. */
  SimWorkLog(
      SimShareGroup group,
      List<SimLog> tasks,
      List<SimLog> completions,
      List<SimTask> flights,
      SimWorld world) {
    this.group = group;
    this.tasks = tasks;
    this.completions = completions;
    this.flights = flights;
    this.time = world.time;
    this.random = world.random;
    this.sabotage = world.sabotage;
  }

  private void pass() {
    time.pass(random.nextInt(50) == 0 ? random.nextInt(2_000) : random.nextInt(5));
  }

  @Override
  public Map<Integer, Start> starts() {
    pass();
    return group.starts();
  }

  @Override
  public Map<Integer, End> taskEnds() {
    long[] last = tasks.stream().mapToLong(SimLog::end).toArray();
    pass();
    Map<Integer, End> ends = new HashMap<>();
    for (int partition = 0; partition < last.length; partition++) {
      ends.put(partition, new End(tasks.get(partition).stableEnd(), last[partition]));
    }
    return ends;
  }

  @Override
  public Map<Integer, Long> completionEnds() {
    pass();
    return completions.stream().collect(Collectors.toMap(l -> l.partition, SimLog::stableEnd));
  }

  @Override
  public Map<Integer, Long> processed() {
    pass();
    Map<Integer, Long> processed = new HashMap<>();
    for (int partition = 0; partition < flights.size(); partition++) {
      boolean pretend = sabotage == Sabotage.DO_NOT_AWAIT_COMPLETIONS;
      processed.put(
          partition, pretend ? Long.MAX_VALUE : flights.get(partition).completionsProcessed());
    }
    return processed;
  }

  @Override
  public OptionalLong sentAt(int partition, long offset, long end) {
    pass();
    if (sabotage == Sabotage.SEE_NO_WAITING_TASKS) {
      return OptionalLong.empty();
    }
    return tasks.get(partition).committed(offset).stream().mapToLong(e -> e.timestamp).findFirst();
  }

  @Override
  public long undecidedSentAt(int partition, End end) {
    return tasks.get(partition).at(end.stable()).timestamp;
  }
}
