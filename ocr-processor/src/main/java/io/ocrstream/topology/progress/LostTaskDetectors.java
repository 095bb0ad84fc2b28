/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.progress;

import io.ocrstream.concurrent.DaemonThreads;
import io.ocrstream.contracts.KafkaNames;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.metrics.EventMetrics;
import io.ocrstream.metrics.Meters;
import io.ocrstream.topology.TopologyParts;
import io.ocrstream.topology.progress.KafkaShareGroupProgress.Flow;
import io.ocrstream.topology.progress.KafkaShareGroupProgress.Readers;
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
 * Runs the lost-task detectors of both task topics and the input monitor on one thread. Stream
 * threads never wait for the admin protocol.
 *
 * <p><b>Threading:</b> any thread may call the methods.
 */
public final class LostTaskDetectors implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LostTaskDetectors.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final Admin admin;
  private final Readers readers;
  private final LostTaskDetector identify;
  private final LostTaskDetector recognise;
  private final InputMonitor input;
  private final ScheduledExecutorService thread;

  private final AtomicLong skipped = new AtomicLong();

  private volatile boolean inTouch = true;

  /**
   * Starts the observations.
   *
   * @param client settings of every Kafka client: addresses and security
   * @param names names of the installation's topics and groups
   * @param applicationId the topology's application id, without the installation's prefix
   * @param interval pause between two observations
   * @param settling how long no new watermarks are derived after {@code clock} was set forward
   */
  public LostTaskDetectors(
      Map<String, Object> client,
      KafkaNames names,
      String applicationId,
      Duration interval,
      Duration settling,
      Clock clock) {
    admin = Admin.create(client);
    readers = new Readers(reader(client, "read_committed"), reader(client, "read_uncommitted"));
    identify =
        watch(admin, readers, new Flow(ShareGroup.IDENTIFY, applicationId, names), clock, settling);
    recognise =
        watch(
            admin, readers, new Flow(ShareGroup.RECOGNISE, applicationId, names), clock, settling);
    input = new InputMonitor(admin, names, applicationId, skipped::addAndGet);
    thread = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("lost-task-detector"));
    var unused =
        thread.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static LostTaskDetector watch(
      Admin admin, Readers readers, Flow flow, Clock clock, Duration settling) {
    return new LostTaskDetector(
        new KafkaShareGroupProgress(admin, readers, flow), clock, System::nanoTime, settling);
  }

  /** Registers gauges of the cluster's unfinished tasks and skipped events with {@code meters}. */
  public void measure(Meters meters) {
    gauges(meters, identify, ShareGroup.IDENTIFY);
    gauges(meters, recognise, ShareGroup.RECOGNISE);
    meters.gauge(EventMetrics.EVENTS_SKIPPED, skipped, AtomicLong::get);
  }

  private static void gauges(Meters meters, LostTaskDetector watch, ShareGroup group) {
    String tasks = group.tasks().topicName();
    meters.gauge(EventMetrics.BACKLOG_TASKS, watch, w -> w.backlog().tasks(), tasks);
    meters.gauge(EventMetrics.BACKLOG_AGE, watch, LostTaskDetector::backlogAge, tasks);
  }

  /**
   * Returns the number of events behind an open transaction of their sender, in the partition with
   * the most.
   */
  public long held() {
    return input.held();
  }

  /** Returns whether the brokers answered the last observation. */
  public boolean isInTouch() {
    return inTouch;
  }

  /** Returns the number of unfinished tasks of both kinds in the cluster, or NaN until known. */
  public double backlog() {
    return identify.backlog().tasks() + recognise.backlog().tasks();
  }

  /** Returns the watermarks for the flights. */
  public TopologyParts.Horizons watermarks() {
    return new TopologyParts.Horizons(identify, recognise);
  }

  /** One observation. */
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
        // The next observation may succeed. Until then, the watermark does not advance.
        LOG.warn("Cannot read the progress of the workers: {}", e.toString());
      }
    }
  }

  private static Consumer<byte[], byte[]> reader(Map<String, Object> client, String isolation) {
    Map<String, Object> config = new HashMap<>(client);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
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
        LOG.warn("The lost-task detector did not stop within {}", STOP_TIMEOUT);
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    readers.committed().close();
    readers.all().close();
    admin.close(STOP_TIMEOUT);
  }
}
