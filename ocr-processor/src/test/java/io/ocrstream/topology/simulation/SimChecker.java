/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.IdentifyTask;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.contracts.Topic;
import io.ocrstream.topology.simulation.SimDocuments.Content;
import io.ocrstream.topology.simulation.SimDocuments.Nature;
import io.ocrstream.topology.simulation.SimDocuments.Place;
import io.ocrstream.topology.simulation.SimShareGroup.State;
import io.ocrstream.topology.simulation.SimShareGroup.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the invariants of a simulated world; see {@link SimulationTest}. */
final class SimChecker {
  private final SimWorld world;
  private final Map<String, Event> events = new LinkedHashMap<>();
  private final Map<SimWorker, Run> running = new HashMap<>();
  private final Map<String, Integer> runs = new HashMap<>();
  private final Set<String> answeredKeys = new HashSet<>();
  private final List<String> violations = new ArrayList<>();

  /** A published event. {@code claimed} is the content whose hash the event names. */
  record Event(String id, Place place, @Nullable Content claimed, long publishedAt) {}

  /** A reading by a worker. */
  private record Run(Object session, Task task, String key) {}

  SimChecker(SimWorld world) {
    this.world = world;
  }

  List<String> violations() {
    return violations;
  }

  void published(Event event) {
    events.put(event.id(), event);
  }

  boolean isAllAnswered() {
    return answers().keySet().containsAll(events.keySet());
  }

  int readings(String key) {
    return runs.getOrDefault(key, 0);
  }

  private void violated(String what) {
    violations.add("at " + world.time.now() + ": " + what);
  }

  /** Checks that a task is sent again only after all its deliveries are used up. */
  void sent(SimLog log, SimLog.Entry entry) {
    boolean identify = log.topic.equals(Topic.IDENTIFY.topicName());
    int attempt =
        identify
            ? Json.readOwn(entry.value, IdentifyTask.class).attempt()
            : Json.readOwn(entry.value, RecogniseTask.class).attempt();
    String key = new String(entry.key, US_ASCII);
    SimShareGroup group = world.group(identify ? ShareGroup.IDENTIFY : ShareGroup.RECOGNISE);
    Task before = attempt == 1 ? null : group.before(log, entry.offset, key);
    if (before != null && before.state != State.ARCHIVED) {
      violated("work was sent again although it was " + before.state);
    }
  }

  /**
   * Checks that at most one worker reads a key while it holds its lock and the answer is not yet
   * published. Further readers lost their lock, or were handed the task again because the
   * acknowledgement did not arrive.
   */
  void began(SimWorker worker, Object session, Task task, String key) {
    Run run = new Run(session, task, key);
    if (!task.entry.isCommitted()) {
      violated("work was begun that no committed transaction asked for");
    }
    runs.merge(key, 1, Integer::sum);
    if (!isExcused(run)
        && running.values().stream().anyMatch(r -> r.key().equals(key) && !isExcused(r))) {
      violated("two readings of one key at once");
    }
    running.put(worker, run);
  }

  private boolean isExcused(Run run) {
    return run.task().isLostBy(run.session())
        || run.task().isCompleted
        || answeredKeys.contains(run.key());
  }

  void ended(SimWorker worker) {
    running.remove(worker);
  }

  /** The key's flight may land, end and start again while the task is still handed out. */
  void completed(Task task) {
    if (task.deliveries > 1 || task.state != State.ACQUIRED) {
      answeredKeys.add(new String(task.entry.key, US_ASCII));
    }
  }

  void cached(ContentKey key, Content read) {
    if (!key.hash().equals(read.hash())) {
      violated("an entry stands under another hash than that of the bytes");
    }
  }

  /** Checks the final state. */
  void verify() {
    Map<String, List<Object>> answers = answers();
    answers.keySet().stream()
        .filter(id -> !events.containsKey(id))
        .forEach(id -> violated("an answer to no event"));
    for (Event event : events.values()) {
      List<Object> own = answers.getOrDefault(event.id(), List.of());
      if (own.size() != 1) {
        violated(own.size() + " answers to " + event.id());
      }
      own.forEach(answer -> verify(event, answer));
    }
    for (SimTask task : world.tasks) {
      if (task.rows.size() > 0) {
        violated(task.rows.size() + " rows left in " + task.id());
      }
    }
  }

  private void verify(Event event, Object answer) {
    if (answer instanceof Result result) {
      String text = new String(result.result().utf8(), UTF_8);
      boolean right =
          meant(event).stream()
              .anyMatch(
                  c -> c.hash().equals(result.contentHash()) && text.contains(c.text() + "\""));
      if (!right) {
        violated(event.id() + " got another document's text");
      }
    } else if (answer instanceof Failure failure && !isFair(event, failure)) {
      violated(event.id() + " failed for no reason: " + failure.code());
    }
  }

  /** Returns what may answer the event: what it claims, or what was there since. */
  private static Set<Content> meant(Event event) {
    Content claimed = event.claimed();
    return claimed == null ? event.place().since(event.publishedAt()) : Set.of(claimed);
  }

  private boolean isFair(Event event, Failure failure) {
    FailureCode code = failure.code();
    return switch (code) {
      case NOT_FOUND -> event.place().isMissing();
      case FETCH_FAILED -> world.hadStoreTrouble();
      case HASH_MISMATCH, OBJECT_CHANGED -> isElsewhere(event);
      case CORRUPT -> isOf(event, Nature.CORRUPT);
      case ENGINE_CRASHED ->
          isOf(event, Nature.UNRULY)
              || meant(event).stream()
                  .anyMatch(c -> isUsedUp(ShareGroup.RECOGNISE, c.key().toString()));
      case INTERNAL ->
          isUsedUp(ShareGroup.IDENTIFY, event.place().location.digest())
              || meant(event).stream()
                  .anyMatch(c -> isUsedUp(ShareGroup.RECOGNISE, c.key().toString()));
      default -> false;
    };
  }

  /** Returns whether other bytes than those claimed, or found, were there since. */
  private static boolean isElsewhere(Event event) {
    Set<Content> there = event.place().since(event.publishedAt());
    Content claimed = event.claimed();
    return claimed == null ? there.size() > 1 : there.stream().anyMatch(c -> !c.equals(claimed));
  }

  private static boolean isOf(Event event, Nature nature) {
    return meant(event).stream().anyMatch(c -> c.nature() == nature);
  }

  private boolean isUsedUp(ShareGroup kind, String key) {
    return world.group(kind).all(key).stream()
        .anyMatch(t -> t.deliveries >= SimShareGroup.DELIVERY_LIMIT);
  }

  private Map<String, List<Object>> answers() {
    Map<String, List<Object>> answers = new HashMap<>();
    for (SimLog log : world.kafka.partitions(Topic.RESULTS)) {
      for (SimLog.Entry entry : log.committed(0)) {
        Result result = Json.readOwn(entry.value, Result.class);
        answers.computeIfAbsent(result.eventId(), id -> new ArrayList<>()).add(result);
      }
    }
    for (SimLog log : world.kafka.partitions(Topic.FAILURES)) {
      for (SimLog.Entry entry : log.committed(0)) {
        Failure failure = Json.readOwn(entry.value, Failure.class);
        answers.computeIfAbsent(failure.eventId(), id -> new ArrayList<>()).add(failure);
      }
    }
    return answers;
  }
}
