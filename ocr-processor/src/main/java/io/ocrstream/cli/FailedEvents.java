/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.app.ProcessorRole;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.intake.Entry;
import io.ocrstream.intake.EventParser;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.kafka.TopicReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads failures of a cluster and their original events.
 *
 * <p><b>Threading:</b> one thread; blocks. <b>Bounds:</b> keeps as many failures in memory as the
 * caller asks for. <b>Fails:</b> as {@link TopicReader}.
 */
final class FailedEvents implements AutoCloseable {
  private final TopicReader reader;
  private final KafkaNames names;
  private final EventParser parser;

  FailedEvents(Settings settings) {
    this.reader = new TopicReader(settings.kafka());
    this.names = KafkaClients.names(settings.kafka());
    this.parser = ProcessorRole.parser(settings.processor());
  }

  /**
   * Holds a failure record.
   *
   * @param headers the record's headers, with its origin
   */
  record Found(Failure failure, Headers headers) {}

  /**
   * Holds an event that can be published again.
   *
   * @param key the original key; null if there was none
   * @param value the event's original bytes, or the single event if its record contained several
   * @param isWhole whether this is the published event; if not, it was rebuilt from its failure
   *     without options, deadline and tenant
   */
  @SuppressWarnings("ArrayRecordComponent") // Passed between two calls; never compared
  record Original(byte @Nullable [] key, byte[] value, Iterable<Header> headers, boolean isWhole) {}

  /** Returns the first failures that match, up to the filter's limit, in no order. */
  List<Found> find(FailureFilter filter, boolean onlyRetryable) {
    Predicate<Failure> admitted =
        failure -> filter.admits(failure) && (failure.retryable() || !onlyRetryable);
    return reader.select(
        names.of(Topic.FAILURES),
        filter.range().since(),
        filter.range().limit(),
        record -> read(record).filter(f -> admitted.test(f.failure())));
  }

  List<Found> of(String eventId) {
    return reader.select(
        names.of(Topic.FAILURES),
        null,
        Integer.MAX_VALUE,
        record -> read(record).filter(f -> f.failure().eventId().equals(eventId)));
  }

  private static Optional<Found> read(ConsumerRecord<byte[], byte[]> record) {
    return Json.find(record.value(), Failure.class)
        .map(failure -> new Found(failure, record.headers()));
  }

  Original original(Found found) {
    return RecordOrigin.of(found.headers())
        .filter(origin -> origin.partition().topic().equals(names.of(Topic.DOCUMENTS)))
        .flatMap(origin -> reader.at(origin.partition(), origin.offset()))
        .flatMap(record -> original(record, found.failure().eventId()))
        .orElseGet(() -> rebuilt(found.failure()));
  }

  /**
   * Returns the event, or empty if the record holds another one because the topic was recreated.
   */
  private Optional<Original> original(ConsumerRecord<byte[], byte[]> record, String eventId) {
    List<Entry> entries = parser.parse(record.value(), RecordOrigin.values(record)).entries();
    Optional<Entry> wanted = entries.stream().filter(e -> e.eventId().equals(eventId)).findFirst();
    if (wanted.isPresent() && entries.size() == 1) {
      return Optional.of(new Original(record.key(), record.value(), record.headers(), true));
    }
    // The record contains several events; only this one is replayed.
    return wanted
        .flatMap(Entry::accepted)
        .map(event -> new Original(record.key(), Json.write(event), record.headers(), true));
  }

  /** Rebuilds the event without its hash, which may have been computed and not claimed. */
  private static Original rebuilt(Failure failure) {
    UploadEvent event =
        new UploadEvent(
            failure.eventId(),
            failure.documentId(),
            failure.uri(),
            null,
            null,
            null,
            null,
            null,
            failure.tag(),
            null,
            null);
    return new Original(null, Json.write(event), List.of(), false);
  }

  @Override
  public void close() {
    reader.close();
  }
}
