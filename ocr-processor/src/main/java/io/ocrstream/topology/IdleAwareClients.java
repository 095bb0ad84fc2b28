/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/*
A stream thread waits for records at most poll.ms before it looks whether a commit is due. That wait is
part of each answer's latency, so it is short, and an idle thread would turn hundreds of times a second.
A poll returns as soon as there are records. So a longer wait costs nothing while there is nothing to
commit: when no record was polled and none was sent for some time.
*/

/**
 * Creates the clients of a stream. Its consumers wait longer for records while the stream is idle.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> an idle thread runs its punctuators at most {@link
 * #IDLE_POLL} late.
 */
public final class IdleAwareClients implements KafkaClientSupplier {
  /** How long nothing must be polled and sent before the stream counts as idle. */
  static final Duration IDLE_AFTER = Duration.ofSeconds(1);

  /** How long an idle thread waits for records. */
  static final Duration IDLE_POLL = Duration.ofMillis(100);

  private final LongSupplier nanos;
  private final AtomicLong activeAt;

  /** Creates a supplier for one stream. */
  public IdleAwareClients() {
    this(System::nanoTime);
  }

  IdleAwareClients(LongSupplier nanos) {
    this.nanos = nanos;
    this.activeAt = new AtomicLong(nanos.getAsLong());
  }

  /** Returns how long to wait for records, if Streams asks for {@code wanted}. */
  Duration patience(Duration wanted) {
    // Streams does not wait at all while it has records to process or partitions to restore.
    boolean isIdle = nanos.getAsLong() - activeAt.get() > IDLE_AFTER.toNanos();
    return wanted.isZero() || !isIdle || wanted.compareTo(IDLE_POLL) > 0 ? wanted : IDLE_POLL;
  }

  /** Records that a record was polled or sent. */
  void active() {
    activeAt.set(nanos.getAsLong());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
      @Override
      public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records = super.poll(patience(timeout));
        if (!records.isEmpty()) {
          active();
        }
        return records;
      }
    };
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
      @Override
      public Future<RecordMetadata> send(
          ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        active();
        return super.send(record, callback);
      }
    };
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return plain(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return plain(config);
  }

  private static Consumer<byte[], byte[]> plain(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
