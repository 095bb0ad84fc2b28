/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.config.KafkaConfig;
import io.ocrstream.contracts.ErrorHeader;
import io.ocrstream.contracts.Topic;
import io.ocrstream.kafka.KafkaClients;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes records of {@code ocr.documents} again. A header counts the replays, so that a record
 * that always fails is not replayed forever.
 *
 * <p><b>Threading:</b> one thread; blocks. <b>Bounds:</b> replays each identity once per run, and
 * each record at most {@code maxReplays} times.
 */
final class EventReplayer implements AutoCloseable {
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

  private final String documents;
  private final int maxReplays;
  private final Optional<Producer<byte[], byte[]>> producer;
  private final Set<String> seen = new HashSet<>();

  /** Tells how a replay ended. */
  enum Outcome {
    /** The record was published or, in a dry run, would have been. */
    REPLAYED,
    /** The identity was already replayed in this run. */
    TWICE,
    /** The record reached the maximum number of replays. */
    LOOPS,
    /** Only the beginning of the record was kept. */
    CUT
  }

  /**
   * Creates a replayer.
   *
   * @param really whether records are published; if not, outcomes are only computed
   */
  EventReplayer(KafkaConfig settings, int maxReplays, boolean really) {
    this.documents = KafkaClients.names(settings).of(Topic.DOCUMENTS);
    this.maxReplays = maxReplays;
    this.producer = really ? Optional.of(producer(settings)) : Optional.empty();
  }

  private static Producer<byte[], byte[]> producer(KafkaConfig settings) {
    Map<String, Object> config = new HashMap<>(KafkaClients.config(settings));
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Publishes one record and waits for the broker's acknowledgement.
   *
   * @param identity replayed at most once per run
   * @param headers the record's original headers; all of them are kept
   * @throws ExecutionException if the broker rejects the record
   */
  Outcome replay(String identity, byte @Nullable [] key, byte[] value, Iterable<Header> headers)
      throws ExecutionException, InterruptedException {
    if (!seen.add(identity)) {
      return Outcome.TWICE;
    }
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(documents, null, key, value, headers);
    int replays = replays(record.headers());
    if (replays >= maxReplays) {
      return Outcome.LOOPS;
    }
    String name = ErrorHeader.REPLAYS.headerName();
    record.headers().remove(name).add(name, Integer.toString(replays + 1).getBytes(US_ASCII));
    if (producer.isPresent()) {
      var unused = producer.get().send(record).get();
    }
    return Outcome.REPLAYED;
  }

  /** Returns the count of replays. An invalid count is treated as too high, so that loops end. */
  private static int replays(Headers headers) {
    Header header = headers.lastHeader(ErrorHeader.REPLAYS.headerName());
    if (header == null) {
      return 0;
    }
    String count = header.value() == null ? "" : new String(header.value(), UTF_8);
    return COUNT.matcher(count).matches() ? Integer.parseInt(count) : Integer.MAX_VALUE;
  }

  @Override
  public void close() {
    producer.ifPresent(Producer::close);
  }
}
