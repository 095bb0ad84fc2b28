/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import static io.ocrstream.topology.TopologyBench.key;
import static io.ocrstream.topology.TopologyBench.payload;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.InMemoryCache;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.flight.FlightRules;
import io.ocrstream.flight.TaskWatermark;
import io.ocrstream.topology.TopologyBench;
import io.ocrstream.topology.records.AnswerRecords;
import io.ocrstream.topology.records.DeadLetters;
import io.ocrstream.topology.records.FlightName;
import io.ocrstream.topology.records.PendingEvent;
import io.ocrstream.topology.records.RefusedRecords;
import io.ocrstream.topology.records.ReviewPolicy;
import io.ocrstream.topology.records.Route;
import io.ocrstream.topology.records.RoutedRecord;
import io.ocrstream.topology.records.TopologyMetrics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A flight processor whose clock, cache and output a test controls: the base of its tests. */
abstract class FlightProcessorBench {
  static final int SLICE = 2;
  static final ContentKey KEY = key("page");

  final MockProcessorContext<byte[], RoutedRecord> context = new MockProcessorContext<>();
  private final KeyValueStore<Bytes, byte[]> rows =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(FlightProcessor.storeName(FlightName.RECOGNISE)),
              Serdes.Bytes(),
              Serdes.ByteArray())
          .withLoggingDisabled()
          .build();
  final InMemoryCache cache = new InMemoryCache();
  @Nullable Boolean lookAgain;
  long now = 1_000;

  @BeforeEach
  void open() {
    context.setCurrentSystemTimeMs(now);
    rows.init(context.getStateStoreContext(), rows);
    context.addStateStore(rows);
  }

  @AfterEach
  void close() {
    rows.close();
  }

  void round(long passed) {
    now += FlightProcessor.ROUND.toMillis() + passed;
    context.setCurrentSystemTimeMs(now);
    rounds().forEach(round -> round.getPunctuator().punctuate(now));
  }

  List<CapturedPunctuator> rounds() {
    return scheduled(FlightProcessor.ROUND);
  }

  List<CapturedPunctuator> scheduled(Duration every) {
    return context.scheduledPunctuators().stream()
        .filter(p -> p.getInterval().equals(every) && !p.cancelled())
        .toList();
  }

  FlightProcessor started() {
    FlightProcessor processor =
        new FlightProcessor(
            new RecogniseFlight(
                new AnswerRecords(
                    new TopologyMetrics(new SimpleMeterRegistry()),
                    KafkaNames.PLAIN,
                    "recognise",
                    new RefusedRecords(),
                    new ReviewPolicy(0.8, 0.15, 0.3, false)),
                new TopologyMetrics(new SimpleMeterRegistry())),
            new FlightRules(SLICE, TopologyBench.GRACE, Duration.ofSeconds(30), 3),
            () -> TaskWatermark.UNKNOWN,
            new DeadLetters(
                new TopologyMetrics(new SimpleMeterRegistry()), "recognise", new RefusedRecords()),
            new TopologyMetrics(new SimpleMeterRegistry()),
            new CacheRecheck(cache::recall));
    processor.init(context);
    return processor;
  }

  long answers() {
    return context.forwarded().stream().filter(f -> route(f) == Route.RESULT).count();
  }

  static Route route(CapturedForward<? extends byte[], ? extends RoutedRecord> forward) {
    return forward.record().value().route();
  }

  Record<byte[], FlightInput> ask(String eventId) {
    UploadEvent event =
        new UploadEvent(
            eventId,
            eventId,
            "https://host/a.png",
            KEY.hash(),
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    PendingEvent waiting =
        new PendingEvent(
            event,
            OcrOptions.text(List.of("eng")),
            KEY.fingerprint(),
            KEY.hash(),
            now,
            now,
            0,
            0,
            null,
            lookAgain);
    return input(false, Json.write(waiting));
  }

  Record<byte[], FlightInput> landing() {
    long sentAt =
        context.forwarded().stream()
            .filter(f -> route(f) == Route.TASK)
            .map(f -> Json.readOwn(f.record().value().value(), RecogniseTask.class).sentAt())
            .findFirst()
            .orElseThrow();
    return input(true, Json.write(new Recognised.Read(sentAt, payload("x"), false, 1L, 2L)));
  }

  private Record<byte[], FlightInput> input(boolean isCompletion, byte[] value) {
    return new Record<>(
        KEY.toString().getBytes(US_ASCII), new FlightInput(isCompletion, value), now);
  }
}
