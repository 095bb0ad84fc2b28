/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import io.ocrstream.topology.records.RoutedRecord;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The context of a processor: its store, clock, punctuations and output. */
final class SimContext implements ProcessorContext<Object, Object> {
  private final TaskId task;
  private final SimRows rows;
  private final LongSupplier clock;
  private final Consumer<Record<byte[], RoutedRecord>> out;
  private final List<Punctuation> punctuations = new ArrayList<>();
  private @Nullable RecordMetadata from;

  private static final class Punctuation implements Cancellable {
    private final long interval;
    private final Punctuator punctuator;
    private long next;
    private boolean isCancelled;

    Punctuation(long interval, Punctuator punctuator, long next) {
      this.interval = interval;
      this.punctuator = punctuator;
      this.next = next;
    }

    @Override
    public void cancel() {
      isCancelled = true;
    }
  }

  SimContext(
      TaskId task, SimRows rows, LongSupplier clock, Consumer<Record<byte[], RoutedRecord>> out) {
    this.task = task;
    this.rows = rows;
    this.clock = clock;
    this.out = out;
  }

  /**
   * Returns the context with the type that processors expect. No class can be declared so, because
   * array types cannot be bounds.
   */
  @SuppressWarnings("unchecked")
  ProcessorContext<byte[], RoutedRecord> typed() {
    return (ProcessorContext<byte[], RoutedRecord>) (ProcessorContext<?, ?>) this;
  }

  /** Sets the origin of the current record. */
  void comesFrom(SimLog log, long offset) {
    from = new Metadata(log.topic, log.partition, offset);
  }

  private record Metadata(String topic, int partition, long offset) implements RecordMetadata {}

  /** Calls every punctuation that is due. */
  void punctuate() {
    long now = clock.getAsLong();
    for (Punctuation due : List.copyOf(punctuations)) {
      if (!due.isCancelled && due.next <= now) {
        due.next = now + due.interval;
        due.punctuator.punctuate(now);
      }
    }
    punctuations.removeIf(p -> p.isCancelled);
  }

  @Override
  public Cancellable schedule(Duration interval, PunctuationType type, Punctuator punctuator) {
    long ms = interval.toMillis();
    Punctuation punctuation = new Punctuation(ms, punctuator, clock.getAsLong() + ms);
    punctuations.add(punctuation);
    return punctuation;
  }

  @Override
  public <K, V> void forward(Record<K, V> record) {
    out.accept(
        new Record<>((byte[]) record.key(), (RoutedRecord) record.value(), record.timestamp()));
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As the interface has it.
  public <S extends StateStore> S getStateStore(String name) {
    return (S) rows;
  }

  @Override
  public long currentSystemTimeMs() {
    return clock.getAsLong();
  }

  @Override
  public TaskId taskId() {
    return task;
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return Optional.ofNullable(from);
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("the topology does not ask for it");
  }

  @Override
  public <K, V> void forward(Record<K, V> record, String child) {
    throw unused();
  }

  @Override
  public Cancellable schedule(
      Instant start, Duration interval, PunctuationType type, Punctuator punctuator) {
    throw unused();
  }

  @Override
  public String applicationId() {
    throw unused();
  }

  @Override
  public Serde<?> keySerde() {
    throw unused();
  }

  @Override
  public Serde<?> valueSerde() {
    throw unused();
  }

  @Override
  public File stateDir() {
    throw unused();
  }

  @Override
  public StreamsMetrics metrics() {
    throw unused();
  }

  @Override
  public void commit() {
    throw unused();
  }

  @Override
  public Map<String, Object> appConfigs() {
    throw unused();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    throw unused();
  }

  @Override
  public long currentStreamTimeMs() {
    throw unused();
  }
}
