/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Json.Unreadable;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.Source;
import io.ocrstream.flight.FlightEffects;
import io.ocrstream.flight.Verdict;
import io.ocrstream.flight.WaiterRow;
import io.ocrstream.topology.records.AnswerRecords;
import io.ocrstream.topology.records.AnswerRecords.Spent;
import io.ocrstream.topology.records.EventDeadlines;
import io.ocrstream.topology.records.FlightName;
import io.ocrstream.topology.records.PendingEvent;
import io.ocrstream.topology.records.RoutedRecord;
import io.ocrstream.topology.records.TopologyMetrics;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Record;

/** A flight for each content key. Its events wait for one recognition. */
public final class RecogniseFlight implements FlightKind {
  private final AnswerRecords answers;
  private final TopologyMetrics metrics;

  public RecogniseFlight(AnswerRecords answers, TopologyMetrics metrics) {
    this.answers = answers;
    this.metrics = metrics;
  }

  @Override
  public String flightName() {
    return FlightName.RECOGNISE;
  }

  /** Returns true, because a content key names bytes by their hash. */
  @Override
  public boolean isShared(PendingEvent waiting) {
    return true;
  }

  @Override
  public Landing landing(byte[] completion) throws Unreadable {
    Recognised recognised = Json.read(completion, Recognised.class);
    return new Landing(recognised.sentAt(), verdict(recognised));
  }

  /** Returns the completion of a worker that finds {@code kept} in the cache. */
  static Recognised found(Outcome<RawJson> kept, long sentAt) {
    return kept.fold(
        payload -> Recognised.Read.cached(sentAt, payload),
        problem -> Recognised.Failed.ofBytes(sentAt, problem.after(0)));
  }

  /** Returns what {@code recognised} means for the waiters. */
  static Verdict verdict(Recognised recognised) {
    return recognised.fold(read -> Verdict.ANSWERED, RecogniseFlight::verdictOf);
  }

  private static Verdict verdictOf(Recognised.Failed failed) {
    if (failed.isAbandoned()) {
      return Verdict.ABANDONED;
    }
    if (!failed.verified()) {
      return Verdict.MISPLACED;
    }
    return failed.problem().code().isRetryable() ? Verdict.FAILED : Verdict.REFUSED;
  }

  @Override
  public Optional<ContentKey> toLookAgain(PendingEvent waiting) {
    ContentHash hash = waiting.contentHash();
    return hash == null || !waiting.looksAgain()
        ? Optional.empty()
        : Optional.of(new ContentKey(hash, waiting.fingerprint(), waiting.event().tenant()));
  }

  @Override
  public FlightEffects effects(Consumer<Record<byte[], RoutedRecord>> out, Clock clock) {
    return new Effects(out, clock);
  }

  /** Effects of recognise flights. <b>Threading:</b> stream thread only. */
  private final class Effects extends RoutedEffects {
    private final LastParsed<Recognised> landings = new LastParsed<>(Recognised.class);

    Effects(Consumer<Record<byte[], RoutedRecord>> out, Clock clock) {
      super(FlightName.RECOGNISE, RecogniseFlight.this.answers, metrics, out, clock);
    }

    @Override
    Object task(String key, PendingEvent waiting, WaiterRow leader, long sentAt, int attempt) {
      return new RecogniseTask(
          contentKey(key),
          waiting.event().location(),
          waiting.options(),
          sentAt,
          attempt,
          EventDeadlines.ofTask(leader));
    }

    @Override
    Record<byte[], RoutedRecord> answer(
        String key, PendingEvent waiting, Role role, byte[] landing) {
      ContentHash hash = contentKey(key).hash();
      return landings
          .read(landing)
          .fold(
              read -> result(waiting, hash, role, read),
              failed ->
                  answers.failure(waiting, hash, asSeenBy(waiting, failed.problem()), clock.now()));
    }

    /**
     * Returns the problem as reported to this event. If the event claimed no hash, a hash mismatch
     * means that the object has changed.
     */
    private Problem asSeenBy(PendingEvent waiting, Problem problem) {
      boolean claimed = waiting.event().contentHash() != null;
      return problem.code() != FailureCode.HASH_MISMATCH || claimed
          ? problem
          : new Problem(
              FailureCode.OBJECT_CHANGED,
              "The object was overwritten after its hash was determined",
              problem.attempts());
    }

    private Record<byte[], RoutedRecord> result(
        PendingEvent waiting, ContentHash hash, Role role, Recognised.Read read) {
      boolean leads = role == Role.LEADER && !read.fromCache();
      Source source = read.fromCache() ? Source.CACHE : leads ? Source.OCR : Source.COALESCED;
      Spent spent = leads ? new Spent(read.fetchMs(), read.readMs()) : Spent.NOTHING;
      return answers.result(waiting, hash, source, read.payload(), spent, clock.now());
    }

    private ContentKey contentKey(String key) {
      return ContentKey.parse(key)
          .orElseThrow(() -> new IllegalStateException("a flight's key is no content key"));
    }
  }
}
