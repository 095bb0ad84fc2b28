/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tracks which events of this run wait for their answer.
 *
 * <p><b>Threading:</b> any: one thread publishes while another one collects. <b>Bounds:</b> the
 * number of events that the command line accepts.
 */
final class OpenEvents {
  /** Tells how an answer relates to the events of this run. */
  enum Standing {
    /** The first answer to an event of this run. */
    FIRST,
    /** A repeated answer, which a reader of committed records must never see. */
    REPEATED,
    /** An answer of another run with the same data. */
    FOREIGN
  }

  private final String run;
  private final AtomicInteger count = new AtomicInteger();
  private final Map<String, Input> open = new ConcurrentHashMap<>();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();

  /**
   * Starts without events.
   *
   * @param run unique name among the runs with the same data
   */
  OpenEvents(String run) {
    this.run = run;
  }

  /** Registers a new event of {@code input} before it is published; returns its id. */
  String open(Input input) {
    String eventId = run + "-" + count.incrementAndGet();
    open.put(eventId, input);
    return eventId;
  }

  /** Classifies an answer to the event. */
  Standing standing(String eventId) {
    if (open.containsKey(eventId)) {
      return Standing.FIRST;
    }
    return answered.contains(eventId) ? Standing.REPEATED : Standing.FOREIGN;
  }

  /** Records the event's first answer; empty if the event does not wait for one. */
  Optional<Input> answer(String eventId) {
    // Added before the removal, so that the event is always in one of the two.
    if (open.containsKey(eventId)) {
      answered.add(eventId);
    }
    return Optional.ofNullable(open.remove(eventId));
  }

  /** Returns whether no event waits. */
  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Returns at most {@code limit} waiting document ids, sorted and without duplicates. */
  List<String> unanswered(int limit) {
    return open.values().stream().map(Input::documentId).distinct().sorted().limit(limit).toList();
  }
}
