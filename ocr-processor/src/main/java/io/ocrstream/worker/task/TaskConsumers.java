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
 * The slots for one kind of task.
 *
 * <p><b>Threading:</b> {@link #stop} and {@link #join} from any thread. <b>Bounds:</b> at most as
 * many tasks at once as there are slots, regardless of the number of partitions.
 */
public final class TaskConsumers {
  private static final Logger LOG = LoggerFactory.getLogger(TaskConsumers.class);

  /** The time after the grace period for the last acknowledgement and for leaving the group. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

  private final ShareGroup group;
  private final List<TaskConsumer> slots = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private TaskConsumers(ShareGroup group) {
    this.group = group;
  }

  /**
   * The parts that all slots of a pool share.
   *
   * @param names the Kafka names of the installation
   * @param client the settings of every client: addresses, security
   * @param publisher publishes completions
   * @param deliveryLimit the delivery limit of the group, as set at the broker
   * @param metrics the metrics of the slots
   */
  public record Shared(
      KafkaNames names,
      Map<String, Object> client,
      CompletionPublisher publisher,
      int deliveryLimit,
      WorkerMetrics metrics) {}

  /** Starts {@code count} slots, each with its own thread. */
  public static TaskConsumers start(
      ShareGroup group, int count, TaskHandler handler, Shared shared) {
    TaskConsumers pool = new TaskConsumers(group);
    TaskRunner job =
        new TaskRunner(handler, shared.publisher(), group.completions(), shared.deliveryLimit());
    IdlePolls polls = new IdlePolls(System::nanoTime);
    for (int i = 0; i < count; i++) {
      String name = group.groupId() + "-" + i;
      TaskConsumer slot =
          new TaskConsumer(
              name, consumer(group, shared), group.tasks(), job, shared.metrics(), polls);
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

  /** Returns whether the thread of every slot is alive. */
  public boolean isAlive() {
    return threads.stream().allMatch(Thread::isAlive);
  }

  /** Returns whether the group coordinator has recently answered heartbeats of every slot. */
  public boolean isMember() {
    return slots.stream().allMatch(slot -> slot.heartbeats() > 0);
  }

  /** Tells all slots to take no new work. Returns at once. */
  public void stop(Duration grace) {
    slots.forEach(slot -> slot.stop(grace));
  }

  /**
   * Waits until all slots have finished or handed back their work, for at most {@code grace} and
   * the close timeout. Returns early if the thread is interrupted.
   */
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
