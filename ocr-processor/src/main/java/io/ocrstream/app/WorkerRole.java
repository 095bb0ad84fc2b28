/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.cache.RedisCache;
import io.ocrstream.config.Settings;
import io.ocrstream.content.Attempts;
import io.ocrstream.content.ContentStores;
import io.ocrstream.contracts.RetryPolicy;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.engine.Engine;
import io.ocrstream.worker.CompletionPublisher;
import io.ocrstream.worker.Fetcher;
import io.ocrstream.worker.IdentifyHandler;
import io.ocrstream.worker.SlotPool;
import io.ocrstream.worker.WorkerMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/**
 * A worker: slots of both kinds and what they need.
 *
 * <p><b>Threading:</b> {@link #start} and {@link #close} from one thread, the rest from any.
 */
public final class WorkerRole implements AutoCloseable {
  private final SlotPool identify;
  private final SlotPool recognise;
  private final Duration grace;
  private final Tools tools;

  /** What is closed after the slots. */
  private record Tools(
      CompletionPublisher publisher, ContentStores content, Recognition recognition) {
    void close() {
      publisher.close();
      content.close();
      recognition.close();
    }
  }

  private WorkerRole(SlotPool identify, SlotPool recognise, Duration grace, Tools tools) {
    this.identify = identify;
    this.recognise = recognise;
    this.grace = grace;
    this.tools = tools;
  }

  /**
   * Starts; returns before the first task is polled.
   *
   * @param cache stays the caller's to close
   * @throws ClusterProblems if the cluster lacks anything
   * @throws IOException if the work folder cannot be made
   */
  public static WorkerRole start(Settings settings, MeterRegistry registry, RedisCache cache)
      throws InterruptedException, ExecutionException, IOException {
    ClusterCheck.Facts facts = ClusterCheck.require(settings);
    Recognition recognition = Recognition.start(settings);
    ContentStores content = ContentStores.open(settings.content(), settings.worker().workDir());
    Tools tools =
        new Tools(
            new CompletionPublisher(KafkaClients.config(settings.kafka())), content, recognition);
    SlotPool.Shared shared =
        new SlotPool.Shared(
            KafkaClients.config(settings.kafka()),
            tools.publisher(),
            facts.deliveryLimit(),
            new WorkerMetrics(registry));
    Fetcher fetcher = fetcher(settings.worker(), content);
    SlotPool identify =
        SlotPool.start(
            ShareGroup.IDENTIFY,
            settings.worker().identifySlots(),
            new IdentifyHandler(fetcher, cache),
            shared);
    SlotPool recognise =
        SlotPool.start(
            ShareGroup.RECOGNISE,
            Recognition.slots(settings.worker()),
            recognition.handler(fetcher, cache),
            shared);
    return new WorkerRole(identify, recognise, settings.worker().drainGrace(), tools);
  }

  private static Fetcher fetcher(Settings.Worker settings, ContentStores content) {
    RetryPolicy policy =
        new RetryPolicy(
            settings.fetchAttempts(), settings.fetchBackoff(), settings.fetchMaxBackoff());
    return new Fetcher(content, Attempts.of(policy));
  }

  /** What it reads documents with; not to be closed. */
  public Engine engine() {
    return tools.recognition().engine();
  }

  /** Whether every slot is alive. */
  public boolean isAlive() {
    return identify.isAlive() && recognise.isAlive();
  }

  /** Drains: no new work, work in flight finished or handed back within the grace period. */
  @Override
  public void close() {
    identify.stop(grace);
    recognise.stop(grace);
    identify.join(grace);
    recognise.join(grace);
    tools.close();
  }
}
