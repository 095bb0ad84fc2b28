/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.kafka;

import io.ocrstream.concurrent.DaemonThreads;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Follows topics on its own thread with a consumer of committed records that has no group. After a
 * failure it tries again with a new consumer.
 *
 * <p><b>Threading:</b> its own thread runs the work; {@link #close} from any thread.
 */
public final class FollowerThread implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Map<String, Object> config;
  private final Duration retry;
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread thread;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;

  /**
   * Creates a follower.
   *
   * @param client configuration of every Kafka client
   * @param more further settings of this consumer
   * @param retry delay after a failure, and after work that returned
   */
  public FollowerThread(Map<String, Object> client, Map<String, Object> more, Duration retry) {
    this.retry = retry;
    config = new HashMap<>(client);
    config.putAll(
        Map.of(
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "allow.auto.create.topics", "false"));
    config.putAll(more);
    config.remove("group.id");
  }

  /**
   * Starts the thread, once.
   *
   * @param work reads with a new consumer until {@link #isClosed}, or returns to get another one
   * @param failed receives the failures of consumers
   */
  public void start(
      String name, Consumer<KafkaConsumer<byte[], byte[]>> work, Consumer<KafkaException> failed) {
    thread = DaemonThreads.start(name, () -> run(work, failed));
  }

  private void run(Consumer<KafkaConsumer<byte[], byte[]>> work, Consumer<KafkaException> failed) {
    do {
      try (var consumer =
          new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        reading = consumer;
        if (!isClosed()) {
          work.accept(consumer);
        }
      } catch (WakeupException e) {
        // The follower was closed; nothing else calls wakeup.
        return;
      } catch (KafkaException e) {
        failed.accept(e);
      }
    } while (slept(retry));
  }

  /** Returns whether the follower was closed. */
  public boolean isClosed() {
    return closing.getCount() == 0;
  }

  /** Waits for {@code time}; returns false after close. */
  public boolean slept(Duration time) {
    try {
      return !closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<byte[], byte[]> open = reading;
    if (open != null) {
      // Interrupting the thread would make the close of its consumer fail with a long log message.
      open.wakeup();
    }
    try {
      if (thread != null) {
        thread.join(CLOSE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
