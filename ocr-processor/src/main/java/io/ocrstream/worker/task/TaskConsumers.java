/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.task;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.ShareGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slots of one kind of work.
 *
 * <p><b>Threading:</b> {@link #stop} and {@link #join} from any thread. <b>Bounds:</b> as many
 * tasks at once as there are slots, whatever the number of partitions.
 */
public final class TaskConsumers {
  private static final Logger LOG = LoggerFactory.getLogger(TaskConsumers.class);

  /** Beyond the grace period: time for the last acknowledgement and for leaving the group. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

  private final ShareGroup group;
  private final List<TaskConsumer> slots = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private TaskConsumers(ShareGroup group) {
    this.group = group;
  }

  /**
   * What the slots of a pool share.
   *
   * @param names of the installation
   * @param client settings of every client: addresses, security
   * @param publisher for completions
   * @param deliveryLimit the group's, as the broker has it
   * @param metrics what they count
   */
  public record Shared(
      KafkaNames names,
      Map<String, Object> client,
      CompletionPublisher publisher,
      int deliveryLimit,
      WorkerMetrics metrics) {}

  /** Starts {@code count} slots. */
  public static TaskConsumers start(
      ShareGroup group, int count, TaskHandler handler, Shared shared) {
    TaskConsumers pool = new TaskConsumers(group);
    TaskRunner job =
        new TaskRunner(handler, shared.publisher(), group.completions(), shared.deliveryLimit());
    for (int i = 0; i < count; i++) {
      String name = group.groupId() + "-" + i;
      TaskConsumer slot =
          new TaskConsumer(name, consumer(group, shared), group.tasks(), job, shared.metrics());
      Thread thread = new Thread(slot, name);
      pool.slots.add(slot);
      pool.threads.add(thread);
      thread.start();
    }
    shared.metrics().slots(group.tasks(), List.copyOf(pool.threads));
    return pool;
  }

  private static ShareConsumer<byte[], byte[]> consumer(ShareGroup group, Shared shared) {
    Map<String, Object> config = new HashMap<>(shared.client());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, shared.names().of(group));
    config.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    config.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    ShareConsumer<byte[], byte[]> consumer =
        new KafkaShareConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(shared.names().of(group.tasks())));
    return consumer;
  }

  /** Whether every slot is alive. */
  public boolean isAlive() {
    return threads.stream().allMatch(Thread::isAlive);
  }

  /** Whether the share group's coordinator has answered each slot's heartbeats lately. */
  public boolean isMember() {
    return slots.stream().allMatch(slot -> slot.heartbeats() > 0);
  }

  /** Tells all slots to take no new work; returns at once. */
  public void stop(Duration grace) {
    slots.forEach(slot -> slot.stop(grace));
  }

  /** Waits until all slots have finished or handed back their work. */
  public void join(Duration grace) {
    long end = System.nanoTime() + grace.plus(CLOSE_TIMEOUT).toNanos();
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      if (thread.isAlive()) {
        LOG.warn("{} did not stop in time; its task is delivered again", thread.getName());
      }
    }
    LOG.info("{} slots of {} stopped", threads.size(), group.groupId());
  }
}
