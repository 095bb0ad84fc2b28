/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.app.ProcessorRole;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Identified;
import io.ocrstream.contracts.IdentifyTask;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.RecogniseTask;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Topic;
import io.ocrstream.contracts.UploadEvent;
import io.ocrstream.intake.EventParser;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.kafka.TopicReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds the records that led to an event's answer, as far as the topics still hold them.
 *
 * <p><b>Threading:</b> one thread; blocks. <b>Bounds:</b> keeps the records of one event, its
 * location and its content. <b>Fails:</b> as {@link TopicReader}.
 */
final class EventTrace implements AutoCloseable {
  private final TopicReader reader;
  private final KafkaNames names;
  private final EventParser parser;
  private final Instant since;

  EventTrace(Settings settings, Instant since) {
    this.reader = new TopicReader(settings.kafka());
    this.names = KafkaClients.names(settings.kafka());
    this.parser = ProcessorRole.parser(settings.processor());
    this.since = since;
  }

  /** Returns the events with this id; there are several if an event was published again. */
  List<UploadEvent> events(String eventId) {
    List<UploadEvent> found = new ArrayList<>();
    reader.read(
        names.of(Topic.DOCUMENTS),
        since,
        record -> {
          parser.parse(record.value(), RecordOrigin.values(record)).entries().stream()
              .filter(entry -> entry.eventId().equals(eventId))
              .flatMap(entry -> entry.accepted().stream())
              .forEach(found::add);
          return true;
        });
    return found;
  }

  List<Result> results(String eventId) {
    return found(Topic.RESULTS, Result.class, record -> true, r -> r.eventId().equals(eventId));
  }

  List<Failure> failures(String eventId) {
    return found(Topic.FAILURES, Failure.class, record -> true, f -> f.eventId().equals(eventId));
  }

  /** Returns the tasks that ask which bytes are at one of the locations. */
  List<IdentifyTask> identifyTasks(Set<String> digests) {
    return found(Topic.IDENTIFY, IdentifyTask.class, r -> digests.contains(key(r)), task -> true);
  }

  List<Identified> identified(Set<String> digests) {
    return found(Topic.IDENTIFIED, Identified.class, r -> digests.contains(key(r)), done -> true);
  }

  /** Returns the tasks to read these bytes, with any options. */
  List<RecogniseTask> recogniseTasks(ContentHash hash) {
    return found(Topic.RECOGNISE, RecogniseTask.class, of(hash), task -> true);
  }

  List<Recognised> recognised(ContentHash hash) {
    return found(Topic.RECOGNISED, Recognised.class, of(hash), done -> true);
  }

  private static Predicate<ConsumerRecord<byte[], byte[]>> of(ContentHash hash) {
    return record -> key(record).startsWith(hash.hex() + ":");
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), UTF_8);
  }

  private <T> List<T> found(
      Topic topic,
      Class<T> type,
      Predicate<ConsumerRecord<byte[], byte[]>> isWanted,
      Predicate<T> isOfEvent) {
    return reader.select(
        names.of(topic),
        since,
        Integer.MAX_VALUE,
        record ->
            Optional.of(record)
                .filter(isWanted)
                .flatMap(wanted -> Json.find(wanted.value(), type))
                .filter(isOfEvent));
  }

  @Override
  public void close() {
    reader.close();
  }
}
