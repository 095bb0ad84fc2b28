/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all records of some topics as a read-committed consumer. It shares no code with what it
 * checks, except names of fields.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Ledger implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final String prefix;
  private final Consumer<byte[], byte[]> consumer;
  private final Map<String, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();

  // Tests ask again and again while they wait.
  private final IdentityHashMap<ConsumerRecord<byte[], byte[]>, Answer> parsed =
      new IdentityHashMap<>();

  /** Creates a ledger with a client of these properties. */
  Ledger(Map<String, Object> client, String... topics) {
    this(client, "", topics);
  }

  /**
   * Creates a ledger of topics whose names start with {@code prefix}, which is omitted in the names
   * used here.
   */
  Ledger(Map<String, Object> client, String prefix, String[] topics) {
    this.prefix = prefix;
    Map<String, Object> config = new HashMap<>(client);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : topics) {
      records.put(topic, new ArrayList<>());
      consumer.partitionsFor(prefix + topic).stream()
          .map(info -> new TopicPartition(info.topic(), info.partition()))
          .forEach(all::add);
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** Returns the records read so far. */
  List<ConsumerRecord<byte[], byte[]>> of(String topic) {
    return records.getOrDefault(topic, List.of());
  }

  /** Polls briefly. */
  void poll() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      String topic = record.topic().substring(prefix.length());
      records.computeIfAbsent(topic, t -> new ArrayList<>()).add(record);
    }
  }

  /** Polls for {@code duration}. */
  void poll(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() - end < 0) {
      poll();
    }
  }

  /** Reads up to what is committed now. */
  void catchUp() {
    Set<TopicPartition> all = consumer.assignment();
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      poll();
    }
  }

  /** Returns the ids of the events answered so far. */
  Set<String> answered() {
    return answers().stream().map(Answer::eventId).collect(Collectors.toSet());
  }

  /** Returns all answers so far, results before failures. */
  List<Answer> answers() {
    List<Answer> all = new ArrayList<>();
    for (String topic : List.of("ocr.results", "ocr.failures")) {
      of(topic).forEach(record -> all.add(parsed.computeIfAbsent(record, Answer::of)));
    }
    return all;
  }

  /** Returns the only answer to an event. */
  Answer answer(String eventId) {
    List<Answer> found = answers().stream().filter(a -> a.eventId().equals(eventId)).toList();
    if (found.size() != 1) {
      throw new AssertionError(eventId + " has " + found.size() + " answers");
    }
    return found.get(0);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
