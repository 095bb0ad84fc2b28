/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import java.util.List;
import java.util.function.Function;

/** Holds the result of parsing one record of {@code ocr.documents}. */
public sealed interface Intake {
  /** Applies the function of the case at hand. */
  default <T> T fold(
      Function<Events, T> events,
      Function<Ignored, T> ignored,
      Function<NotAnEvent, T> notAnEvent) {
    if (this instanceof Events some) {
      return events.apply(some);
    }
    return this instanceof Ignored unused
        ? ignored.apply(unused)
        : notAnEvent.apply((NotAnEvent) this);
  }

  /** Returns the events; none if the record has no answerable event. */
  default List<Entry> entries() {
    return List.of();
  }

  /**
   * Holds the events of a record; each gets its own answer.
   *
   * @param entries one entry per event, in the record's order; never empty
   */
  record Events(List<Entry> entries) implements Intake {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the list is empty
     */
    public Events {
      entries = List.copyOf(entries);
      if (entries.isEmpty()) {
        throw new IllegalArgumentException("no entries");
      }
    }
  }

  /**
   * Marks a valid record that needs no work, such as the removal of an object or a store's test
   * notification. It gets no answer.
   *
   * @param reason one of a few fixed texts, usable as a metric tag
   */
  record Ignored(String reason) implements Intake {}

  /** Marks a record without an answerable event, which becomes a dead letter. */
  record NotAnEvent(RejectReason reason) implements Intake {}
}
