/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.kafka.TopicsAdmin;
import io.ocrstream.standalone.scenario.SharedKafka;
import io.ocrstream.worker.task.CompletionPublisher;
import io.ocrstream.worker.task.TaskConsumers;
import io.ocrstream.worker.task.TaskHandler;
import io.ocrstream.worker.task.WorkerMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Tests slots with tasks that were written in transactions, which needs a broker. */
class SlotPoolIT {
  private static final String PREFIX = "slot-pool.";
  private static final KafkaNames NAMES = new KafkaNames(PREFIX);
  private static final byte[] TASK = "task".getBytes(UTF_8);
  private static final ShareGroup GROUP = ShareGroup.RECOGNISE;
  private static final int TASKS = 40;

  private final Semaphore done = new Semaphore(0);

  @Test
  void shouldTakeEachTaskOfATransactionOfItsOwn() throws Exception {
    Map<String, Object> client = Map.of("bootstrap.servers", SharedKafka.get().bootstrapServers());
    createTopics();
    try (var completions = new CompletionPublisher(NAMES, client);
        var tasks = new Transactions(client)) {
      TaskConsumers pool = start(client, completions);
      tasks.send();
      assertThat(done.tryAcquire(1, TimeUnit.MINUTES)).as("the first: the slot is up").isTrue();
      for (int i = 0; i < TASKS; i++) {
        tasks.send();
      }
      assertThat(done.tryAcquire(TASKS, 1, TimeUnit.MINUTES)).isTrue();
      pool.stop(Duration.ZERO);
      pool.join(Duration.ofSeconds(10));
    } finally {
      SharedKafka.deleteTopics(PREFIX);
    }
  }

  private static void createTopics() throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("ocr.kafka.bootstrap-servers", SharedKafka.get().bootstrapServers());
    settings.put("ocr.kafka.topic-prefix", PREFIX);
    settings.put("ocr.topics.work-partitions", "1");
    settings.put("ocr.topics.replication-factor", "1");
    var unused = TopicsAdmin.create(SettingsLoader.of(settings));
  }

  private TaskConsumers start(Map<String, Object> client, CompletionPublisher completions) {
    TaskConsumers.Shared shared =
        new TaskConsumers.Shared(
            NAMES, client, completions, 5, new WorkerMetrics(new SimpleMeterRegistry()));
    return TaskConsumers.start(GROUP, 1, new CountingHandler(), shared);
  }

  /** Sends tasks, each in its own transaction. */
  private static final class Transactions implements AutoCloseable {
    private final Map<String, Object> config;
    private KafkaProducer<byte[], byte[]> producer;

    Transactions(Map<String, Object> client) {
      config = new HashMap<>(client);
      config.put("transactional.id", PREFIX + "tasks");
      producer = open();
    }

    private KafkaProducer<byte[], byte[]> open() {
      var opened =
          new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
      opened.initTransactions();
      return opened;
    }

    /**
     * A broker may refuse a transaction that begins right after another's end, which ends its
     * producer. Then another producer sends the task, because slots are tested here.
     */
    void send() {
      try {
        producer.beginTransaction();
        var unused =
            producer.send(new ProducerRecord<>(PREFIX + GROUP.tasks().topicName(), TASK, TASK));
        producer.commitTransaction();
      } catch (InvalidTxnStateException e) {
        producer.close();
        producer = open();
        send();
      }
    }

    @Override
    public void close() {
      producer.close();
    }
  }

  /** Does nothing, and counts its calls. */
  private final class CountingHandler implements TaskHandler {
    @Override
    public byte[] handle(byte[] task) {
      done.release();
      return task;
    }

    @Override
    public byte[] exhausted(byte[] task, int deliveries) {
      throw new AssertionError("given up after " + deliveries);
    }

    @Override
    public byte[] defect(byte[] task, Throwable cause) {
      throw new AssertionError(cause);
    }
  }
}
