/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.flight.FlightRules;
import io.ocrstream.flight.Horizon;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;

/**
 * Makes the processors that stand at the topology's nodes, one for each task.
 *
 * <p><b>Threading:</b> any.
 */
public final class TopologyParts {
  private final Prefetch prefetch;
  private final FlightRules rules;
  private final Horizons horizons;
  private final TopologyMetrics metrics;
  private final RefusedRecords refused;
  private final KafkaNames names;

  /** Parts that share hooks and the flights' rules. */
  public TopologyParts(Hooks hooks, FlightRules rules, Horizons horizons) {
    this.prefetch = hooks.prefetch();
    this.rules = rules;
    this.horizons = horizons;
    this.metrics = hooks.metrics();
    this.refused = hooks.refused();
    this.names = hooks.names();
  }

  /**
   * How far the two kinds of workers have come.
   *
   * @param identify for tasks of {@code ocr.identify}
   * @param recognise for tasks of {@code ocr.recognise}
   */
  public record Horizons(Supplier<Horizon> identify, Supplier<Horizon> recognise) {
    /** No work is ever judged lost. */
    public static final Horizons UNKNOWN =
        new Horizons(() -> Horizon.UNKNOWN, () -> Horizon.UNKNOWN);
  }

  KafkaNames names() {
    return names;
  }

  Processor<byte[], byte[], byte[], Routed> intake() {
    return new IntakeProcessor(
        prefetch,
        new Answers(metrics, names, "intake", refused),
        new DeadLetters(metrics, "intake", refused),
        metrics);
  }

  Processor<byte[], FlightInput, byte[], Routed> identifyFlight() {
    return new FlightProcessor(
        new IdentifyFlight(new Answers(metrics, names, IdentifyFlight.NAME, refused), metrics),
        rules,
        horizons.identify(),
        new DeadLetters(metrics, IdentifyFlight.NAME, refused),
        metrics,
        secondLook());
  }

  Processor<byte[], FlightInput, byte[], Routed> recogniseFlight() {
    return new FlightProcessor(
        new RecogniseFlight(new Answers(metrics, names, RecogniseFlight.NAME, refused), metrics),
        rules,
        horizons.recognise(),
        new DeadLetters(metrics, RecogniseFlight.NAME, refused),
        metrics,
        secondLook());
  }

  private SecondLook secondLook() {
    return new SecondLook(prefetch.desk()::recall);
  }

  /** Counts the answers of the node of that name. */
  Processor<byte[], Routed, byte[], byte[]> counting(String node) {
    return new CountingProcessor(CountingProcessor.storeName(node));
  }

  Processor<byte[], byte[], byte[], byte[]> statistics() {
    return new StatisticsProcessor();
  }
}
