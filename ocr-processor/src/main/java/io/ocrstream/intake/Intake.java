/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.intake;

import java.util.List;
import java.util.function.Function;

/** What became of one record of {@code ocr.documents}. */
public sealed interface Intake {
  /** One of the three, by case. */
  <T> T fold(
      Function<Events, T> events, Function<Ignored, T> ignored, Function<NotAnEvent, T> notAnEvent);

  /**
   * The record holds at least one event; each gets one answer of its own.
   *
   * @param entries one for each event, in the record's order; never empty
   */
  record Events(List<Entry> entries) implements Intake {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public Events {
      entries = List.copyOf(entries);
      if (entries.isEmpty()) {
        throw new IllegalArgumentException("no entries");
      }
    }

    @Override
    public <T> T fold(
        Function<Events, T> events,
        Function<Ignored, T> ignored,
        Function<NotAnEvent, T> notAnEvent) {
      return events.apply(this);
    }
  }

  /**
   * The record is well formed and asks for nothing: an object was removed, a store tested its
   * notifications. It gets no answer.
   *
   * @param reason what it is; one of a few fixed texts, fit for a metric's label
   */
  record Ignored(String reason) implements Intake {
    @Override
    public <T> T fold(
        Function<Events, T> events,
        Function<Ignored, T> ignored,
        Function<NotAnEvent, T> notAnEvent) {
      return ignored.apply(this);
    }
  }

  /**
   * The record holds no event that could be answered: it is a dead letter.
   *
   * @param reason why
   */
  record NotAnEvent(RejectReason reason) implements Intake {
    @Override
    public <T> T fold(
        Function<Events, T> events,
        Function<Ignored, T> ignored,
        Function<NotAnEvent, T> notAnEvent) {
      return notAnEvent.apply(this);
    }
  }
}
