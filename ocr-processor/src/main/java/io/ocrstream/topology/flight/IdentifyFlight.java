/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Identified;
import io.ocrstream.contracts.IdentifyTask;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Json.Unreadable;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Source;
import io.ocrstream.flight.FlightEffects;
import io.ocrstream.flight.Verdict;
import io.ocrstream.flight.WaiterRow;
import io.ocrstream.topology.records.AnswerRecords;
import io.ocrstream.topology.records.AnswerRecords.Spent;
import io.ocrstream.topology.records.EventDeadlines;
import io.ocrstream.topology.records.FlightName;
import io.ocrstream.topology.records.PendingEvent;
import io.ocrstream.topology.records.Route;
import io.ocrstream.topology.records.RoutedRecord;
import io.ocrstream.topology.records.TopologyMetrics;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Record;

/** A flight for each location. Its events wait until a worker has determined the content hash. */
public final class IdentifyFlight implements FlightKind {
  private final AnswerRecords answers;
  private final TopologyMetrics metrics;

  public IdentifyFlight(AnswerRecords answers, TopologyMetrics metrics) {
    this.answers = answers;
    this.metrics = metrics;
  }

  @Override
  public String flightName() {
    return FlightName.IDENTIFY;
  }

  /**
   * Returns whether the location is pinned. The content of any other location may change during the
   * flight.
   */
  @Override
  public boolean isShared(PendingEvent waiting) {
    return waiting.event().location().isPinned();
  }

  @Override
  public Landing landing(byte[] completion) throws Unreadable {
    Identified identified = Json.read(completion, Identified.class);
    return new Landing(
        identified.sentAt(), identified.fold(known -> Verdict.ANSWERED, IdentifyFlight::verdict));
  }

  private static Verdict verdict(Identified.Failed failed) {
    return failed.isAbandoned() ? Verdict.ABANDONED : Verdict.FAILED;
  }

  @Override
  public FlightEffects effects(Consumer<Record<byte[], RoutedRecord>> out, Clock clock) {
    return new Effects(out, clock);
  }

  /** Effects of identify flights. <b>Threading:</b> stream thread only. */
  private final class Effects extends RoutedEffects {
    private final LastParsed<Identified> landings = new LastParsed<>(Identified.class);

    Effects(Consumer<Record<byte[], RoutedRecord>> out, Clock clock) {
      super(FlightName.IDENTIFY, IdentifyFlight.this.answers, metrics, out, clock);
    }

    @Override
    Object task(String key, PendingEvent waiting, WaiterRow leader, long sentAt, int attempt) {
      return new IdentifyTask(
          waiting.event().location(),
          waiting.fingerprint(),
          sentAt,
          attempt,
          EventDeadlines.ofTask(leader));
    }

    @Override
    Record<byte[], RoutedRecord> answer(
        String key, PendingEvent waiting, Role role, byte[] landing) {
      return landings
          .read(landing)
          .fold(
              known -> byContent(waiting, known),
              failed -> answers.failure(waiting, null, failed.problem(), clock.now()));
    }

    /**
     * Returns the result if the worker found this reading in the cache. Otherwise it returns the
     * event, keyed by content.
     */
    private Record<byte[], RoutedRecord> byContent(PendingEvent waiting, Identified.Known known) {
      RawJson payload = known.payload();
      if (payload != null && waiting.fingerprint().equals(known.key().fingerprint())) {
        return answers.result(
            waiting, known.key().hash(), Source.CACHE, payload, Spent.NOTHING, clock.now());
      }
      ContentKey key =
          new ContentKey(known.key().hash(), waiting.fingerprint(), waiting.event().tenant());
      // If the event requests another reading than the task did, the worker has not looked it up.
      boolean isUnanswered =
          known.isToLookAgain() || !waiting.fingerprint().equals(known.key().fingerprint());
      return new Record<>(
          key.toString().getBytes(US_ASCII),
          new RoutedRecord(Route.BY_CONTENT, Json.write(waiting.of(key.hash(), isUnanswered))),
          clock.now());
    }
  }
}
