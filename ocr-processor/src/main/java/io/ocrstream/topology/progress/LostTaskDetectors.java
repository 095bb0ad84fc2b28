/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.progress;

import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.Metrics;
import io.ocrstream.topology.TopologyParts;
import io.ocrstream.topology.progress.KafkaShareGroupProgress.Flow;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the horizons of both kinds of work, on a thread of its own: stream threads never wait for
 * the admin protocol.
 */
public final class LostTaskDetectors implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LostTaskDetectors.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final Admin admin;
  private final Consumer<byte[], byte[]> reader;
  private final LostTaskDetector identify;
  private final LostTaskDetector recognise;
  private final InputMonitor input;
  private final ScheduledExecutorService thread;

  private final AtomicLong skipped = new AtomicLong();

  private volatile boolean inTouch = true;

  /**
   * Begins to watch.
   *
   * @param client settings of every client: addresses, security
   * @param names of the installation
   * @param applicationId the topology's, as set
   * @param interval between two looks
   * @param settling how long nothing is concluded after {@code clock} was set forward
   */
  public LostTaskDetectors(
      Map<String, Object> client,
      KafkaNames names,
      String applicationId,
      Duration interval,
      Duration settling,
      Clock clock) {
    admin = Admin.create(client);
    reader = reader(client);
    identify =
        watch(admin, reader, new Flow(ShareGroup.IDENTIFY, applicationId, names), clock, settling);
    recognise =
        watch(admin, reader, new Flow(ShareGroup.RECOGNISE, applicationId, names), clock, settling);
    input = new InputMonitor(admin, names, applicationId, skipped::addAndGet);
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "horizon-watch");
              made.setDaemon(true);
              return made;
            });
    var unused =
        thread.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static LostTaskDetector watch(
      Admin admin, Consumer<byte[], byte[]> reader, Flow flow, Clock clock, Duration settling) {
    return new LostTaskDetector(
        new KafkaShareGroupProgress(admin, reader, flow), clock, System::nanoTime, settling);
  }

  /** Has {@code meters} show how much waits for workers, in the whole cluster. */
  public void measure(Meters meters) {
    gauges(meters, identify, ShareGroup.IDENTIFY);
    gauges(meters, recognise, ShareGroup.RECOGNISE);
    meters.gauge(Metrics.EVENTS_SKIPPED, skipped, AtomicLong::get);
  }

  private static void gauges(Meters meters, LostTaskDetector watch, ShareGroup group) {
    String tasks = group.tasks().topicName();
    meters.gauge(Metrics.BACKLOG_TASKS, watch, w -> w.backlog().tasks(), tasks);
    meters.gauge(Metrics.BACKLOG_AGE, watch, LostTaskDetector::backlogAge, tasks);
  }

  /** Events that wait for a transaction of their sender to end, of the partition with most. */
  public long held() {
    return input.held();
  }

  /** Whether the brokers answered the last look. */
  public boolean isInTouch() {
    return inTouch;
  }

  /** Tasks of both kinds not done with, in the whole cluster; NaN until known. */
  public double backlog() {
    return identify.backlog().tasks() + recognise.backlog().tasks();
  }

  /** What the flights ask. */
  public TopologyParts.Horizons horizons() {
    return new TopologyParts.Horizons(identify, recognise);
  }

  /** One of the things that are looked at. */
  private interface Look {
    void observe() throws InterruptedException, ExecutionException;
  }

  private void look() {
    for (Look look : List.<Look>of(input::observe, identify::observe, recognise::observe)) {
      try {
        look.observe();
        inTouch = true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (ExecutionException | KafkaException e) {
        inTouch = false;
        // The next look may succeed; until then nothing is judged lost.
        LOG.warn("cannot see how far the workers have come: {}", e.toString());
      }
    }
  }

  private static Consumer<byte[], byte[]> reader(Map<String, Object> client) {
    Map<String, Object> config = new HashMap<>(client);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the horizon watch did not stop within {}", STOP_TIMEOUT);
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    reader.close();
    admin.close(STOP_TIMEOUT);
  }
}
