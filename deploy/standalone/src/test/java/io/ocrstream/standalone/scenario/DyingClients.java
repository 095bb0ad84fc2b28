/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import io.ocrstream.standalone.scenario.KillPointProcessor.Point;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka Streams' clients, which see everything that is polled, sent and committed, and end the
 * process at a given point.
 *
 * <p><b>Threading:</b> as Kafka Streams calls them, with one stream thread.
 */
final class DyingClients implements KafkaClientSupplier {
  private static final String REQUESTS = "requests-by-content-repartition";
  private static final String CHANGELOG = "recognise-flights-changelog";

  /** In the second slice, but not at its end. */
  private static final int SOME = KillPointProcessor.ANSWERS_PER_SLICE + 2;

  private final Point point;

  // Of the stream thread: what it has sent so far, and what of it is committed.
  private int answers;
  private boolean isRequested;
  private boolean isTaskSent;

  DyingClients(Point point) {
    this.point = point;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  @SuppressWarnings("unchecked") // Proxies know no type arguments.
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    Consumer<byte[], byte[]> real = consumer(config);
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Consumer.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            (proxy, method, arguments) -> {
              Object result = KillPointProcessor.call(method, real, arguments);
              if (result instanceof ConsumerRecords<?, ?> records) {
                polled(records);
              }
              return result;
            });
  }

  @Override
  @SuppressWarnings("unchecked") // Proxies know no type arguments.
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    Producer<byte[], byte[]> real =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Producer.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) -> {
              Object result = KillPointProcessor.call(method, real, arguments);
              if (method.getName().equals("send")) {
                sent(
                    (ProducerRecord<byte[], byte[]>) arguments[0],
                    (Future<?>) Objects.requireNonNull(result));
              } else if (method.getName().equals("commitTransaction")) {
                committed();
              }
              return result;
            });
  }

  private void polled(ConsumerRecords<?, ?> records) {
    String topic = point == Point.COMPLETION_TAKEN ? "ocr.recognised" : "ocr.documents";
    boolean isArmed = point == Point.EVENT_TAKEN || point == Point.COMPLETION_TAKEN;
    if (isArmed && records.records(topic).iterator().hasNext()) {
      KillPointProcessor.die();
    }
  }

  private void sent(ProducerRecord<byte[], byte[]> record, Future<?> durable) throws Exception {
    String topic = record.topic();
    boolean isAnswer = topic.equals("ocr.results");
    boolean isRequest = topic.endsWith(REQUESTS);
    boolean isTask = topic.equals("ocr.recognise");
    answers += isAnswer ? 1 : 0;
    isRequested |= isRequest;
    isTaskSent |= isTask;
    boolean isThere =
        switch (point) {
          case HIT_SENT -> isAnswer;
          case REQUEST_SENT -> isRequest;
          case FLIGHT_WRITTEN -> topic.endsWith(CHANGELOG) && record.key()[0] == 'F';
          case TASK_SENT -> isTask;
          case SOME_ANSWERED -> isAnswer && answers == SOME;
          case ALL_ANSWERED -> isAnswer && answers == KillPointProcessor.WAITERS;
          default -> false;
        };
    if (isThere) {
      durable.get();
      KillPointProcessor.die();
    }
  }

  private void committed() {
    boolean isThere =
        switch (point) {
          case HIT_COMMITTED -> answers == 1;
          case REQUEST_COMMITTED -> isRequested;
          case TASK_COMMITTED -> isTaskSent;
          case SOME_COMMITTED -> answers > 0 && answers < KillPointProcessor.WAITERS;
          case ALL_COMMITTED -> answers == KillPointProcessor.WAITERS;
          default -> false;
        };
    if (isThere) {
      KillPointProcessor.die();
    }
  }
}
