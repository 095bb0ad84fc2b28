/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.flight.FlightRules;
import io.ocrstream.flight.TaskWatermark;
import io.ocrstream.topology.flight.CacheRecheck;
import io.ocrstream.topology.flight.FlightInput;
import io.ocrstream.topology.flight.FlightProcessor;
import io.ocrstream.topology.flight.IdentifyFlight;
import io.ocrstream.topology.flight.RecogniseFlight;
import io.ocrstream.topology.intake.IntakeProcessor;
import io.ocrstream.topology.intake.LookupPrefetch;
import io.ocrstream.topology.records.AnswerRecords;
import io.ocrstream.topology.records.DeadLetters;
import io.ocrstream.topology.records.FlightName;
import io.ocrstream.topology.records.RefusedRecords;
import io.ocrstream.topology.records.ReviewPolicy;
import io.ocrstream.topology.records.RoutedRecord;
import io.ocrstream.topology.records.TopologyMetrics;
import io.ocrstream.topology.statistics.CountingProcessor;
import io.ocrstream.topology.statistics.StatisticsProcessor;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;

/**
 * Creates the processors of the topology's nodes, one for each task.
 *
 * <p><b>Threading:</b> any.
 */
public final class TopologyParts {
  private final LookupPrefetch prefetch;
  private final FlightRules rules;
  private final Horizons horizons;
  private final TopologyMetrics metrics;
  private final RefusedRecords refused;
  private final KafkaNames names;
  private final ReviewPolicy reviews;

  /** Creates parts that share the given hooks and rules. */
  public TopologyParts(Hooks hooks, FlightRules rules, Horizons horizons, ReviewPolicy reviews) {
    this.prefetch = hooks.prefetch();
    this.rules = rules;
    this.horizons = horizons;
    this.metrics = hooks.metrics();
    this.refused = hooks.refused();
    this.names = hooks.names();
    this.reviews = reviews;
  }

  /**
   * The watermarks of the two kinds of workers.
   *
   * @param identify watermark of {@code ocr.identify}
   * @param recognise watermark of {@code ocr.recognise}
   */
  public record Horizons(Supplier<TaskWatermark> identify, Supplier<TaskWatermark> recognise) {
    /** Unknown watermarks, with which no task is judged lost. */
    public static final Horizons UNKNOWN =
        new Horizons(() -> TaskWatermark.UNKNOWN, () -> TaskWatermark.UNKNOWN);
  }

  KafkaNames names() {
    return names;
  }

  /** Returns whether results to check are copied to {@code ocr.review}. */
  boolean copiesReviews() {
    return reviews.copies();
  }

  public Processor<byte[], byte[], byte[], RoutedRecord> intake() {
    return new IntakeProcessor(
        prefetch, answers("intake"), new DeadLetters(metrics, "intake", refused), metrics);
  }

  public Processor<byte[], FlightInput, byte[], RoutedRecord> identifyFlight() {
    return new FlightProcessor(
        new IdentifyFlight(answers(FlightName.IDENTIFY), metrics),
        rules,
        horizons.identify(),
        new DeadLetters(metrics, FlightName.IDENTIFY, refused),
        metrics,
        recheck());
  }

  public Processor<byte[], FlightInput, byte[], RoutedRecord> recogniseFlight() {
    return new FlightProcessor(
        new RecogniseFlight(answers(FlightName.RECOGNISE), metrics),
        rules,
        horizons.recognise(),
        new DeadLetters(metrics, FlightName.RECOGNISE, refused),
        metrics,
        recheck());
  }

  private AnswerRecords answers(String stage) {
    return new AnswerRecords(metrics, names, stage, refused, reviews);
  }

  private CacheRecheck recheck() {
    return new CacheRecheck(prefetch.lookup()::recall);
  }

  /** Returns a processor that counts the answers of the given node. */
  Processor<byte[], RoutedRecord, byte[], byte[]> counting(String node) {
    return new CountingProcessor(CountingProcessor.storeName(node));
  }

  Processor<byte[], byte[], byte[], byte[]> statistics() {
    return new StatisticsProcessor();
  }
}
