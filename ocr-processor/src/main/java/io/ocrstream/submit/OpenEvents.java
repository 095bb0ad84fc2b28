/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which events of this run wait for their answer, and which have it.
 *
 * <p><b>Threading:</b> any: one thread publishes while another one collects. <b>Bounds:</b> the
 * events that the command line accepts.
 */
final class OpenEvents {
  /** How an answer relates to the events of this run. */
  enum Standing {
    /** The first answer to an event of this run. */
    FIRST,
    /** A further one: never to be seen by a reader of committed records. */
    REPEATED,
    /** Of another run that uses the same data. */
    FOREIGN
  }

  private final String run;
  private final AtomicInteger count = new AtomicInteger();
  private final Map<String, Input> open = new ConcurrentHashMap<>();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();

  /**
   * No event yet.
   *
   * @param run names the run; no other run on the same data may have the name
   */
  OpenEvents(String run) {
    this.run = run;
  }

  /** Names a new event of {@code input}, before it is published. */
  String open(Input input) {
    String eventId = run + "-" + count.incrementAndGet();
    open.put(eventId, input);
    return eventId;
  }

  /** What an answer to the event is. */
  Standing standing(String eventId) {
    if (open.containsKey(eventId)) {
      return Standing.FIRST;
    }
    return answered.contains(eventId) ? Standing.REPEATED : Standing.FOREIGN;
  }

  /** Takes the event's first answer; empty if it does not wait for one. */
  Optional<Input> answer(String eventId) {
    // Before the removal, so that no moment knows nothing of the event.
    if (open.containsKey(eventId)) {
      answered.add(eventId);
    }
    return Optional.ofNullable(open.remove(eventId));
  }

  /** Whether no event waits. */
  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Document ids that wait for an answer, sorted, each once, at most {@code limit}. */
  List<String> unanswered(int limit) {
    return open.values().stream().map(Input::documentId).distinct().sorted().limit(limit).toList();
  }
}
