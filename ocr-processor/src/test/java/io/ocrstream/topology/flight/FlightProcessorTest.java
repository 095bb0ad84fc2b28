/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import static io.ocrstream.topology.TopologyBench.key;
import static io.ocrstream.topology.TopologyBench.payload;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.cache.InMemoryCache;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Source;
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
import org.junit.jupiter.api.Test;

/**
 * Tests when the processor schedules a punctuation: each one makes Streams take fewer records in a
 * row.
 */
class FlightProcessorTest {
  private static final int SLICE = 2;
  private static final ContentKey KEY = key("page");

  private final MockProcessorContext<byte[], RoutedRecord> context = new MockProcessorContext<>();
  private final KeyValueStore<Bytes, byte[]> rows =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(FlightProcessor.storeName(FlightName.RECOGNISE)),
              Serdes.Bytes(),
              Serdes.ByteArray())
          .withLoggingDisabled()
          .build();
  private final InMemoryCache cache = new InMemoryCache();
  private @Nullable Boolean lookAgain;
  private long now = 1_000;

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

  @Test
  void shouldStopTickingWhenNothingIsLeftOver() {
    started();

    assertThat(ticks()).as("the store may hold some").hasSize(1);
    tick();
    assertThat(ticks()).isEmpty();
  }

  @Test
  void shouldTickWhileAnswersAreLeftOverAndStopAfterwards() {
    FlightProcessor processor = started();
    tick();
    for (int i = 0; i < 2 * SLICE + 1; i++) {
      processor.process(ask("e" + i));
    }
    assertThat(ticks()).as("while it flies").isEmpty();

    processor.process(landing());
    assertThat(answers()).isEqualTo(SLICE);
    processor.process(ask("between"));
    assertThat(ticks()).as("one, whatever comes meanwhile").hasSize(1);
    while (!ticks().isEmpty()) {
      tick();
    }
    assertThat(answers()).isEqualTo(2 * SLICE + 2);
  }

  @Test
  void shouldNotTickWhenOneSliceAnswersEveryone() {
    FlightProcessor processor = started();
    tick();
    processor.process(ask("e0"));

    processor.process(landing());

    assertThat(answers()).isEqualTo(1);
    assertThat(ticks()).isEmpty();
  }

  @Test
  void shouldGoOnDrainingWhenTheStoreMovedHereInBetween() {
    FlightProcessor before = started();
    for (int i = 0; i < SLICE + 1; i++) {
      before.process(ask("e" + i));
    }
    before.process(landing());
    context.scheduledPunctuators().forEach(CapturedPunctuator::cancel);

    started();
    tick();

    assertThat(answers()).isEqualTo(SLICE + 1);
  }

  /** Each punctuation makes Streams commit, even if nothing happened. */
  @Test
  void shouldGoRoundWhileThereIsAFlightAndOnlyThen() {
    FlightProcessor processor = started();
    assertThat(rounds()).as("nothing is in the air").isEmpty();

    processor.process(ask("e0"));
    processor.process(ask("e1"));
    assertThat(rounds()).as("one, however many wait").hasSize(1);
    round(0);
    assertThat(rounds()).as("while it flies").hasSize(1);

    processor.process(landing());
    round(0);
    assertThat(rounds()).as("while what it brought is kept").hasSize(1);
    round(TopologyBench.GRACE.toMillis() + 1);
    assertThat(rounds()).isEmpty();

    processor.process(ask("e2"));
    assertThat(rounds()).as("for the next one").hasSize(1);
  }

  /**
   * After a task's work is undone, Streams uses the same processor again, without its punctuations.
   */
  @Test
  void shouldGoRoundAndDrainAnewWhenItIsInitialisedAgain() {
    FlightProcessor processor = started();
    for (int i = 0; i < SLICE + 1; i++) {
      processor.process(ask("e" + i));
    }
    processor.process(landing());
    context.scheduledPunctuators().forEach(CapturedPunctuator::cancel);

    processor.init(context);

    assertThat(rounds()).hasSize(1);
    tick();
    assertThat(answers()).isEqualTo(SLICE + 1);
  }

  @Test
  void shouldAnswerFromTheCacheBeforeTheWorkerComesToItWhenTheFirstLookUpWasNotAnswered() {
    FlightProcessor processor = started();
    cache.put(KEY, payload("kept")).join();
    lookAgain = true;
    processor.process(ask("e0"));
    processor.process(ask("e1"));
    assertThat(answers()).isZero();

    round(0);

    assertThat(sources()).containsExactly(Source.CACHE, Source.CACHE);
    assertThat(cache.lookups()).as("one for both").isEqualTo(1);
    processor.process(landing());
    assertThat(answers()).as("the worker's is of no use any more").isEqualTo(2);
  }

  @Test
  void shouldGoOnAskingWhileTheCacheDoesNotAnswerAndOnlyThen() {
    FlightProcessor processor = started();
    lookAgain = true;
    cache.setDown(true);
    processor.process(ask("e0"));
    round(0);
    round(0);
    assertThat(cache.lookups()).as("it rests").isEqualTo(1);
    cache.setDown(false);
    round(CacheRecheck.REST.toMillis());
    round(0);
    assertThat(cache.lookups()).as("after the rest").isEqualTo(2);

    round(CacheRecheck.REST.toMillis());
    round(CacheRecheck.REST.toMillis());

    assertThat(cache.lookups()).as("it is not there: a worker reads it").isEqualTo(2);
    processor.process(landing());
    assertThat(sources()).containsExactly(Source.OCR);
  }

  @Test
  void shouldNotAskAgainWhenTheCacheAnsweredOrTheFlightHasLanded() {
    FlightProcessor processor = started();
    processor.process(ask("e0"));
    processor.process(landing());
    lookAgain = true;
    processor.process(ask("straggler"));
    round(0);

    assertThat(answers()).isEqualTo(2);
    assertThat(cache.lookups()).isZero();
  }

  @Test
  void shouldLetTheWorkersAnswerStandWhenItCameFirst() {
    FlightProcessor processor = started();
    cache.put(KEY, payload("kept")).join();
    lookAgain = true;
    processor.process(ask("e0"));
    processor.process(landing());
    round(0);

    assertThat(sources()).containsExactly(Source.OCR);
  }

  @Test
  void shouldTellWhatIsKeptOfUnreadableBytes() {
    FlightProcessor processor = started();
    cache.putFailure(KEY, Problem.of(FailureCode.CORRUPT, "cut")).join();
    lookAgain = true;
    processor.process(ask("e0"));
    round(0);

    assertThat(context.forwarded().stream().filter(f -> route(f) == Route.FAILURE)).hasSize(1);
  }

  private List<Source> sources() {
    return context.forwarded().stream()
        .filter(f -> route(f) == Route.RESULT)
        .map(f -> Json.readOwn(f.record().value().value(), Result.class).source())
        .toList();
  }

  private void round(long passed) {
    now += FlightProcessor.ROUND.toMillis() + passed;
    context.setCurrentSystemTimeMs(now);
    rounds().forEach(round -> round.getPunctuator().punctuate(now));
  }

  private List<CapturedPunctuator> rounds() {
    return scheduled(FlightProcessor.ROUND);
  }

  private List<CapturedPunctuator> scheduled(Duration every) {
    return context.scheduledPunctuators().stream()
        .filter(p -> p.getInterval().equals(every) && !p.cancelled())
        .toList();
  }

  private FlightProcessor started() {
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

  private void tick() {
    now += FlightProcessor.TICK.toMillis();
    context.setCurrentSystemTimeMs(now);
    ticks().forEach(tick -> tick.getPunctuator().punctuate(now));
  }

  private List<CapturedPunctuator> ticks() {
    return scheduled(FlightProcessor.TICK);
  }

  private long answers() {
    return context.forwarded().stream().filter(f -> route(f) == Route.RESULT).count();
  }

  private static Route route(CapturedForward<? extends byte[], ? extends RoutedRecord> forward) {
    return forward.record().value().route();
  }

  private Record<byte[], FlightInput> ask(String eventId) {
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

  private Record<byte[], FlightInput> landing() {
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
