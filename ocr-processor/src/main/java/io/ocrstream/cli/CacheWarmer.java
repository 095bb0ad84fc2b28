/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ocrstream.cache.admin.CacheAdmin;
import io.ocrstream.config.CacheConfig;
import io.ocrstream.config.KafkaConfig;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Recognised;
import io.ocrstream.contracts.Topic;
import io.ocrstream.kafka.KafkaClients;
import io.ocrstream.kafka.TopicReader;
import io.ocrstream.worker.LegacyAnswers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the payloads of {@code ocr.recognised} to the cache, each with the time to live that would
 * remain since its reading.
 *
 * <p><b>Threading:</b> one thread.
 */
final class CacheWarmer {
  private final CacheAdmin cache;
  private final CacheConfig settings;
  private final Instant now;
  private long put;
  private long kept;
  private long over;
  private long unread;

  CacheWarmer(CacheAdmin cache, CacheConfig settings, Instant now) {
    this.cache = cache;
    this.settings = settings;
    this.now = now;
  }

  void read(KafkaConfig kafka, Duration since) throws IOException {
    try (TopicReader reader = new TopicReader(kafka)) {
      reader.read(
          KafkaClients.names(kafka).of(Topic.RECOGNISED),
          now.minus(since),
          record -> {
            take(record);
            return true;
          });
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws IOException {
    Optional<ContentKey> key =
        record.key() == null ? Optional.empty() : ContentKey.parse(new String(record.key(), UTF_8));
    Optional<Recognised.Read> read = key.flatMap(known -> completion(record.value()));
    if (read.isEmpty()) {
      unread++;
      return;
    }
    take(key.get(), read.get());
  }

  private static Optional<Recognised.Read> completion(byte @Nullable [] value) {
    return Json.find(value, Recognised.class)
        .flatMap(completion -> completion.fold(Optional::of, failed -> Optional.empty()));
  }

  private void take(ContentKey asked, Recognised.Read read) throws IOException {
    Optional<Payload> found =
        Json.find(read.payload().utf8(), Payload.class)
            // No engine of this program read the others, so no look-up would find them.
            .filter(payload -> !payload.engine().name().equals(LegacyAnswers.ENGINE));
    if (found.isEmpty()) {
      unread++;
      return;
    }
    Payload payload = found.get();
    // The key contains the engine that read the document, as in RecogniseHandler.
    ContentKey key = new ContentKey(asked.hash(), payload.engine().fingerprint(), asked.tenant());
    Duration life =
        payload.status() == Payload.Status.COMPLETE ? settings.ttl() : settings.partialTtl();
    Duration age = Duration.between(Instant.ofEpochSecond(payload.timestamp()), now);
    Duration left = age.isNegative() ? life : life.minus(age);
    if (left.isNegative() || left.isZero()) {
      over++;
    } else if (cache.warm(key, read.payload(), left)) {
      put++;
    } else {
      kept++;
    }
  }

  /** Returns the result for people. */
  @Override
  public String toString() {
    return "Wrote %d payloads; %d existed, %d have expired, %d records hold nothing to write"
        .formatted(put, kept, over, unread);
  }
}
