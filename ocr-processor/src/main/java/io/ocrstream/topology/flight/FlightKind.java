/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Json.Unreadable;
import io.ocrstream.flight.FlightEffects;
import io.ocrstream.flight.Verdict;
import io.ocrstream.topology.records.PendingEvent;
import io.ocrstream.topology.records.RoutedRecord;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Record;

/** The differences between the two flights. Identify and recognise share one mechanism. */
interface FlightKind {
  /**
   * Returns {@code identify} or {@code recognise}, with which the names of its node and store
   * begin.
   */
  String flightName();

  /** Returns whether the key of {@code waiting} always means the same content. */
  boolean isShared(PendingEvent waiting);

  /**
   * Parses a completion.
   *
   * @throws Unreadable if the value is not a completion
   */
  Landing landing(byte[] completion) throws Unreadable;

  /** Returns the content key that is to be looked up again for {@code waiting}, if any. */
  default Optional<ContentKey> toLookAgain(PendingEvent waiting) {
    return Optional.empty();
  }

  /** Returns effects that forward the records of flights to {@code out}. */
  FlightEffects effects(Consumer<Record<byte[], RoutedRecord>> out, Clock clock);

  /**
   * The parts of a completion that flights use.
   *
   * @param sentAt when the task was sent, epoch milliseconds
   * @param verdict what the completion means for the waiters
   */
  record Landing(long sentAt, Verdict verdict) {}

  /** The stream's wall clock, in epoch milliseconds. */
  interface Clock {
    long now();
  }
}
