/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Measures the latency of hits from the producer's send to a reader of committed records, at a rate
 * that leaves the stream mostly idle.
 *
 * <p><b>Threading:</b> one thread.
 */
final class HitLatency {
  /** Events per second. */
  static final int RATE = 200;

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String PREFIX = "timed-";

  /** Seconds at the beginning that do not count. */
  private static final int WARM_UP = 1;

  private final Map<String, Object> clients;
  private final HitData data;
  private final int seconds;

  HitLatency(Map<String, Object> clients, HitData data, int seconds) {
    this.clients = clients;
    this.data = data;
    this.seconds = seconds;
  }

  /** Returns latencies in milliseconds; the stream must run without other load. */
  Series measure() throws Exception {
    int count = RATE * (WARM_UP + seconds);
    Map<String, Long> sentAt = new ConcurrentHashMap<>();
    List<Double> latencies = new ArrayList<>();
    try (EventSource source = new EventSource(clients, 0);
        CommittedReader reader = new CommittedReader(clients, Topic.RESULTS.topicName())) {
      // The first answer shows that the stream has started.
      source.publish(data.documentId(0), data.event("ready", 0));
      var unusedReady = reader.read(1, PATIENCE, record -> {});
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> send(source, count, sentAt));
      var unusedAll = reader.read(count, PATIENCE, record -> take(record, sentAt, latencies));
      sending.join();
    }
    return new Series(latencies);
  }

  private void send(EventSource source, int count, Map<String, Long> sentAt) {
    long began = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = began + i * Duration.ofSeconds(1).toNanos() / RATE;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      int document = i % data.documents();
      String eventId = PREFIX + i;
      byte[] event = data.event(eventId, document);
      sentAt.put(eventId, System.nanoTime());
      source.publish(data.documentId(document), event);
    }
  }

  private static void take(
      ConsumerRecord<byte[], byte[]> record, Map<String, Long> sentAt, List<Double> latencies) {
    long now = System.nanoTime();
    String eventId = Json.readOwn(record.value(), Result.class).eventId();
    Long sent = sentAt.get(eventId);
    if (sent != null && index(eventId) >= RATE * WARM_UP) {
      latencies.add((now - sent) / 1e6);
    }
  }

  private static int index(String eventId) {
    return Integer.parseInt(eventId.substring(PREFIX.length()));
  }
}
