/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import io.ocrstream.config.Settings;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Json.Unreadable;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.intake.Entry;
import io.ocrstream.intake.EventParser;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.kafka.TopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Failures of a cluster, and the events that they are of.
 *
 * <p><b>Threading:</b> one thread; blocks. <b>Bounds:</b> as many failures in memory as are asked
 * for. <b>Fails:</b> as {@link TopicReader}.
 */
final class FailedEvents implements AutoCloseable {
  private final TopicReader reader;
  private final KafkaNames names;
  private final EventParser parser;

  FailedEvents(Settings settings) {
    this.reader = new TopicReader(settings.kafka());
    this.names = KafkaClients.names(settings.kafka());
    this.parser =
        new EventParser(
            Math.toIntExact(settings.processor().maxEventBytes().bytes()),
            settings.processor().maxEventsPerRecord(),
            settings.processor().plainKeySources());
  }

  /**
   * A failure as it stands on its topic.
   *
   * @param failure what it says
   * @param headers with its origin
   */
  record Found(Failure failure, Headers headers) {}

  /**
   * An event as it can be published again.
   *
   * @param key as it was; null if it had none
   * @param value the event's bytes as they were, or the event alone where its record held others
   * @param headers as they were
   * @param isWhole whether it is what was published; if not, it was put together from its failure,
   *     and what that does not repeat (options, deadline, tenant) is lost
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier between two calls; never compared.
  record Original(byte @Nullable [] key, byte[] value, Iterable<Header> headers, boolean isWhole) {}

  /** The first failures that are admitted, up to the filter's limit, in no order. */
  List<Found> find(FailureFilter filter, boolean onlyRetryable) {
    Predicate<Failure> admitted =
        failure -> filter.admits(failure) && (failure.retryable() || !onlyRetryable);
    List<Found> found = new ArrayList<>();
    reader.read(
        names.of(Topic.FAILURES),
        filter.since(),
        record -> {
          read(record).filter(f -> admitted.test(f.failure())).ifPresent(found::add);
          return found.size() < filter.limit();
        });
    return found;
  }

  /** All failures of an event. */
  List<Found> of(String eventId) {
    List<Found> found = new ArrayList<>();
    Predicate<Found> wanted = f -> f.failure().eventId().equals(eventId);
    reader.read(
        names.of(Topic.FAILURES),
        null,
        record -> {
          read(record).filter(wanted).ifPresent(found::add);
          return true;
        });
    return found;
  }

  private static Optional<Found> read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Found(Json.read(record.value(), Failure.class), record.headers()));
    } catch (Unreadable e) {
      // Of a later version, or someone else's: it cannot be one that is asked for.
      return Optional.empty();
    }
  }

  /** The event that a failure is of. */
  Original original(Found found) {
    return RecordOrigin.of(found.headers())
        .filter(origin -> origin.partition().topic().equals(names.of(Topic.DOCUMENTS)))
        .flatMap(origin -> reader.at(origin.partition(), origin.offset()))
        .flatMap(record -> original(record, found.failure().eventId()))
        .orElseGet(() -> rebuilt(found.failure()));
  }

  /** Empty unless the record holds the event: offsets mean others when a topic was made anew. */
  private Optional<Original> original(ConsumerRecord<byte[], byte[]> record, String eventId) {
    List<Entry> entries =
        parser
            .parse(record.value(), name -> last(record.headers(), name))
            .fold(events -> events.entries(), ignored -> List.of(), notAnEvent -> List.of());
    Optional<Entry> wanted = entries.stream().filter(e -> e.eventId().equals(eventId)).findFirst();
    if (wanted.isPresent() && entries.size() == 1) {
      return Optional.of(new Original(record.key(), record.value(), record.headers(), true));
    }
    // Of several, one: the others have answers of their own.
    return wanted
        .flatMap(e -> e.fold(a -> Optional.of(a.event()), refused -> Optional.<UploadEvent>empty()))
        .map(event -> new Original(record.key(), Json.write(event), record.headers(), true));
  }

  private static byte @Nullable [] last(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : header.value();
  }

  /** Without the hash: what was claimed and what was computed are not told apart in it. */
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
