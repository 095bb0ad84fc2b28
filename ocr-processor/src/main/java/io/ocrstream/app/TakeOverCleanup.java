/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.ocrstream.concurrent.DaemonThreads;
import io.ocrstream.config.Settings;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.topology.progress.OpenTransactions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts what dead processors left open while this processor takes over partitions.
 *
 * <p><b>Threading:</b> one thread of its own. <b>Fails:</b> never; it tries again while partitions
 * are being taken over, and once after that.
 */
final class TakeOverCleanup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TakeOverCleanup.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Admin admin;
  private final OpenTransactions transactions;
  private final Supplier<KafkaStreams.State> state;
  private final ScheduledExecutorService thread;

  /** Whether partitions were being taken over at the last look. Used by the own thread. */
  private boolean takesOver = true;

  private TakeOverCleanup(
      Admin admin, OpenTransactions transactions, Supplier<KafkaStreams.State> state) {
    this.admin = admin;
    this.transactions = transactions;
    this.state = state;
    this.thread = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("take-over"));
  }

  /** Starts to watch the state of a stream. */
  static TakeOverCleanup start(Settings settings, Supplier<KafkaStreams.State> state) {
    Admin admin = Admin.create(KafkaClients.config(settings.kafka()));
    String application =
        KafkaClients.names(settings.kafka()).application(settings.processor().applicationId());
    TakeOverCleanup made =
        new TakeOverCleanup(admin, new OpenTransactions(admin, application), state);
    long pause = PAUSE.toMillis();
    var unused =
        made.thread.scheduleWithFixedDelay(made::look, pause, pause, TimeUnit.MILLISECONDS);
    return made;
  }

  private void look() {
    boolean took = takesOver;
    takesOver = state.get() == KafkaStreams.State.REBALANCING;
    if (!took && !takesOver) {
      return;
    }
    try {
      transactions.abortOfDead();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | KafkaException e) {
      LOG.info("Open transactions of dead processors end by their timeout: {}", e.toString());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close(CLOSE_TIMEOUT);
  }
}
