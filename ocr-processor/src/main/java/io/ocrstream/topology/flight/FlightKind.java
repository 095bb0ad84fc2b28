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

/** What differs between the two flights: identify and recognise are one mechanism, used twice. */
interface FlightKind {
  /** {@code identify} or {@code recognise}: begins the names of its node, store and topics. */
  String flightName();

  /** Whether {@code waiting}'s key can only ever mean one thing. */
  boolean isShared(PendingEvent waiting);

  /**
   * What a completion says.
   *
   * @throws Unreadable if it is none
   */
  Landing landing(byte[] completion) throws Unreadable;

  /** The content that {@code waiting} waits for, if the cache is to be asked for it again. */
  default Optional<ContentKey> toLookAgain(PendingEvent waiting) {
    return Optional.empty();
  }

  /** Turns what flights want done into records for {@code out}. */
  FlightEffects effects(Consumer<Record<byte[], RoutedRecord>> out, Clock clock);

  /**
   * What flights need to know of a completion.
   *
   * @param sentAt the task's
   * @param verdict what it means for those who wait
   */
  record Landing(long sentAt, Verdict verdict) {}

  /** Epoch milliseconds, as the stream sees them. */
  interface Clock {
    long now();
  }
}
