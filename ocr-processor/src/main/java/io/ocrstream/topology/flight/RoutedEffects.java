/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Problem;
import io.ocrstream.flight.FlightEffects;
import io.ocrstream.flight.WaiterRow;
import io.ocrstream.topology.flight.FlightKind.Clock;
import io.ocrstream.topology.records.AnswerRecords;
import io.ocrstream.topology.records.EventDeadlines;
import io.ocrstream.topology.records.PendingEvent;
import io.ocrstream.topology.records.Route;
import io.ocrstream.topology.records.RoutedRecord;
import io.ocrstream.topology.records.TopologyMetrics;
import io.ocrstream.topology.records.TraceHeaders;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Turns the decisions of flights into records. The two kinds of flight differ in their tasks and
 * answers.
 *
 * <p><b>Threading:</b> stream thread only.
 */
abstract class RoutedEffects implements FlightEffects {
  final AnswerRecords answers;
  final Clock clock;
  private final String flight;
  private final TopologyMetrics metrics;
  private final Consumer<Record<byte[], RoutedRecord>> out;

  RoutedEffects(
      String flight,
      AnswerRecords answers,
      TopologyMetrics metrics,
      Consumer<Record<byte[], RoutedRecord>> out,
      Clock clock) {
    this.flight = flight;
    this.answers = answers;
    this.metrics = metrics;
    this.out = out;
    this.clock = clock;
  }

  /** Returns the task that {@code leader}, which waits as {@code waiting}, asks for. */
  abstract Object task(
      String key, PendingEvent waiting, WaiterRow leader, long sentAt, int attempt);

  /** Returns the record that a landing leads to: an answer, or the event on another route. */
  abstract Record<byte[], RoutedRecord> answer(
      String key, PendingEvent waiting, Role role, byte[] landing);

  @Override
  public void send(String key, WaiterRow leader, long sentAt, int attempt) {
    PendingEvent waiting = pending(leader);
    byte[] task = Json.write(task(key, waiting, leader, sentAt, attempt));
    metrics.sent(flight, attempt);
    out.accept(
        TraceHeaders.carried(
            new Record<>(key.getBytes(US_ASCII), new RoutedRecord(Route.TASK, task), sentAt),
            waiting.traceparent()));
  }

  @Override
  public void answer(String key, WaiterRow waiter, Role role, byte[] landing) {
    out.accept(answer(key, pending(waiter), role, landing));
  }

  @Override
  public void lost(String key, WaiterRow waiter, int attempts) {
    fail(
        waiter,
        new Problem(FailureCode.INTERNAL, "The task was lost each time it was sent", attempts));
  }

  @Override
  public void expired(String key, WaiterRow waiter, int attempts) {
    fail(waiter, EventDeadlines.over(attempts));
  }

  private void fail(WaiterRow waiter, Problem problem) {
    PendingEvent waiting = pending(waiter);
    out.accept(answers.failure(waiting, waiting.contentHash(), problem, clock.now()));
  }

  @Override
  public void dropped(String key, Drop reason) {
    metrics.dropped(flight, reason);
  }

  private static PendingEvent pending(WaiterRow waiter) {
    return Json.readOwn(waiter.body(), PendingEvent.class);
  }
}
