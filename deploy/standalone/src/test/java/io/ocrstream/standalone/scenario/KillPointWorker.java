/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.standalone.scenario;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ocrstream.app.Caches;
import io.ocrstream.app.Recognition;
import io.ocrstream.app.WorkerRole;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.Settings;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.content.Content;
import io.ocrstream.content.Fetched;
import io.ocrstream.content.Inspected;
import io.ocrstream.content.schemes.ContentStores;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.ShareGroup;
import io.ocrstream.kafka.ClusterCheck;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.metrics.Meters;
import io.ocrstream.resilience.Breakers;
import io.ocrstream.resilience.OutageGate;
import io.ocrstream.worker.IdentifyHandler;
import io.ocrstream.worker.RetryingContent;
import io.ocrstream.worker.task.CompletionPublisher;
import io.ocrstream.worker.task.TaskConsumers;
import io.ocrstream.worker.task.TaskHandler;
import io.ocrstream.worker.task.WorkerMetrics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A worker of one slot, wired as in {@link WorkerRole}, but with wrappers around the ports through
 * which its side effects pass. It ends the process when it reaches a given point for the first
 * time.
 */
public final class KillPointWorker {
  /** Exit code at the point. Any other code fails the test. */
  public static final int KILLED = 99;

  private static volatile boolean isPublishArmed;

  private KillPointWorker() {}

  /** The points at which it ends, in order. */
  public enum Point {
    /** The task is taken, and nothing is done. */
    TAKEN,
    /** The bytes are fetched. */
    FETCHED,
    /** The work is done, and its result is in Redis. */
    WORKED,
    /** The completion is on its way to the broker. */
    PUBLISHING,
    /** The completion is durable. */
    PUBLISHED,
    /** The broker has the acknowledgement. */
    ACKNOWLEDGED
  }

  /**
   * Arguments: kind and point, separated by a colon, then any number of {@code --set key=value}.
   */
  public static void main(String[] arguments) throws Exception {
    String[] where = arguments[0].split(":", -1);
    ShareGroup kind = ShareGroup.valueOf(where[0]);
    Point point = Point.valueOf(where[1]);
    Map<String, String> set = new HashMap<>();
    for (int i = 2; i < arguments.length; i += 2) {
      String[] pair = arguments[i].split("=", 2);
      set.put(pair[0], pair[1]);
    }
    start(SettingsLoader.of(set), kind, point);
    Thread.currentThread().join();
  }

  private static void start(Settings settings, ShareGroup kind, Point point) throws Exception {
    ClusterCheck.Facts facts = ClusterCheck.require(settings);
    MeterRegistry registry = point == Point.ACKNOWLEDGED ? dying(kind) : new SimpleMeterRegistry();
    RedisCache cache = Caches.open(settings, registry);
    Content stores = ContentStores.open(settings.content(), settings.worker().workDir());
    Content content = point == Point.FETCHED ? dyingAfterFetch(stores) : stores;
    OutageGate places = WorkerRole.outages(Breakers.Kind.CONTENT, settings.worker(), registry);
    OutageGate engine = WorkerRole.outages(Breakers.Kind.ENGINE, settings.worker(), registry);
    RetryingContent fetcher = WorkerRole.retryingContent(settings.worker(), content, places);
    TaskHandler handler =
        kind == ShareGroup.IDENTIFY
            ? new IdentifyHandler(fetcher, cache)
            : Recognition.start(settings, new Meters(registry)).handler(fetcher, cache, engine);
    TaskConsumers.Shared shared =
        new TaskConsumers.Shared(
            KafkaClients.names(settings.kafka()),
            KafkaClients.config(settings.kafka()),
            publisher(settings, point),
            facts.deliveryLimit(),
            new WorkerMetrics(registry));
    TaskConsumers.start(kind, 1, new Dying(handler, point), shared);
  }

  private static void die() {
    Runtime.getRuntime().halt(KILLED);
  }

  /** Returns meters of which one ends the process: that of accepted acknowledgements. */
  private static MeterRegistry dying(ShareGroup kind) {
    return new SimpleMeterRegistry() {
      @Override
      protected Counter newCounter(Meter.Id id) {
        return new CumulativeCounter(id) {
          @Override
          public void increment(double amount) {
            if (isAcknowledged(id, kind)) {
              die();
            }
            super.increment(amount);
          }
        };
      }
    };
  }

  private static boolean isAcknowledged(Meter.Id id, ShareGroup kind) {
    return id.getName().equals("ocr.deliveries")
        && kind.tasks().topicName().equals(id.getTag("tasks"))
        && "true".equals(id.getTag("acknowledged"));
  }

  private static CompletionPublisher publisher(Settings settings, Point point) {
    Map<String, Object> config = KafkaClients.config(settings.kafka());
    if (point == Point.PUBLISHING || point == Point.PUBLISHED) {
      isPublishArmed = point == Point.PUBLISHED;
      config.put(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, DyingProducer.class.getName());
    }
    return new CompletionPublisher(KafkaClients.names(settings.kafka()), config);
  }

  private static Content dyingAfterFetch(Content content) {
    return new Content() {
      @Override
      public Outcome<Inspected> inspect(Location location) {
        return content.inspect(location);
      }

      @Override
      public Outcome<Fetched> fetch(Location location) {
        Outcome<Fetched> fetched = content.fetch(location);
        die();
        return fetched;
      }

      @Override
      public void close() {
        content.close();
      }
    };
  }

  /** Ends the process before or after the work. */
  private record Dying(TaskHandler handler, Point point) implements TaskHandler {
    @Override
    public byte[] handle(byte[] task) throws InterruptedException {
      if (point == Point.TAKEN) {
        die();
      }
      byte[] completion = handler.handle(task);
      if (point == Point.WORKED) {
        die();
      }
      return completion;
    }

    @Override
    public byte[] exhausted(byte[] task, int deliveries) {
      return handler.exhausted(task, deliveries);
    }

    @Override
    public byte[] defect(byte[] task, Throwable cause) {
      return handler.defect(task, cause);
    }
  }

  /** Ends the process when a record is sent or its acknowledgement arrives. */
  public static final class DyingProducer implements ProducerInterceptor<byte[], byte[]> {
    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
      if (!isPublishArmed) {
        die();
      }
      return record;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
      if (failure == null) {
        die();
      }
    }

    @Override
    public void close() {
      // The process does not live that long.
    }

    @Override
    public void configure(Map<String, ?> configs) {
      // Its point is set before it is created.
    }
  }
}
