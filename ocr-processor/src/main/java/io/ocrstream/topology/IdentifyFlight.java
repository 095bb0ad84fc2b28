/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Identified;
import io.ocrstream.contracts.IdentifyTask;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Json.Unreadable;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Source;
import io.ocrstream.flight.FlightEffects;
import io.ocrstream.flight.Verdict;
import io.ocrstream.flight.Waiter;
import io.ocrstream.topology.Answers.Spent;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Record;

/** Events of one location wait until it is known which bytes stand there. */
final class IdentifyFlight implements FlightKind {
  static final String NAME = "identify";

  private final Answers answers;
  private final TopologyMetrics metrics;

  IdentifyFlight(Answers answers, TopologyMetrics metrics) {
    this.answers = answers;
    this.metrics = metrics;
  }

  @Override
  public String flightName() {
    return NAME;
  }

  /** What stands at a location that is not pinned may change while it is looked at. */
  @Override
  public boolean isShared(Waiting waiting) {
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
  public FlightEffects effects(Consumer<Record<byte[], Routed>> out, Clock clock) {
    return new Effects(out, clock);
  }

  /** Threading: stream thread only. */
  private final class Effects implements FlightEffects {
    private final Consumer<Record<byte[], Routed>> out;
    private final Clock clock;
    private final Memo<Identified> landings = new Memo<>(Identified.class);

    Effects(Consumer<Record<byte[], Routed>> out, Clock clock) {
      this.out = out;
      this.clock = clock;
    }

    @Override
    public void send(String key, Waiter leader, long sentAt, int attempt) {
      Waiting waiting = Json.readOwn(leader.body(), Waiting.class);
      IdentifyTask task =
          new IdentifyTask(
              waiting.event().location(),
              waiting.fingerprint(),
              sentAt,
              attempt,
              Deadlines.ofTask(leader));
      metrics.sent(NAME, attempt);
      out.accept(
          Traces.carried(
              new Record<>(
                  key.getBytes(US_ASCII), new Routed(Route.TASK, Json.write(task)), sentAt),
              waiting.traceparent()));
    }

    @Override
    public void answer(String key, Waiter waiter, Role role, byte[] landing) {
      Waiting waiting = Json.readOwn(waiter.body(), Waiting.class);
      out.accept(
          landings
              .read(landing)
              .fold(
                  known -> byContent(waiting, known),
                  failed -> answers.failure(waiting, null, failed.problem(), clock.now())));
    }

    /** Answers, if this very reading was found in the cache; else sends the event on. */
    private Record<byte[], Routed> byContent(Waiting waiting, Identified.Known known) {
      RawJson payload = known.payload();
      if (payload != null && waiting.fingerprint().equals(known.key().fingerprint())) {
        return answers.result(
            waiting, known.key().hash(), Source.CACHE, payload, Spent.NOTHING, clock.now());
      }
      ContentKey key =
          new ContentKey(known.key().hash(), waiting.fingerprint(), waiting.event().tenant());
      // Of another reading than this event asks for, the worker did not ask.
      boolean isUnanswered =
          known.isToLookAgain() || !waiting.fingerprint().equals(known.key().fingerprint());
      return new Record<>(
          key.toString().getBytes(US_ASCII),
          new Routed(Route.BY_CONTENT, Json.write(waiting.of(key.hash(), isUnanswered))),
          clock.now());
    }

    @Override
    public void lost(String key, Waiter waiter, int attempts) {
      Waiting waiting = Json.readOwn(waiter.body(), Waiting.class);
      Problem problem =
          new Problem(FailureCode.INTERNAL, "the work was lost each time it was sent", attempts);
      out.accept(answers.failure(waiting, null, problem, clock.now()));
    }

    @Override
    public void expired(String key, Waiter waiter, int attempts) {
      Waiting waiting = Json.readOwn(waiter.body(), Waiting.class);
      out.accept(
          answers.failure(waiting, waiting.contentHash(), Deadlines.over(attempts), clock.now()));
    }

    @Override
    public void dropped(String key, Drop reason) {
      metrics.dropped(NAME, reason);
    }
  }
}
