/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.admin;

import io.lettuce.core.KeyValue;
import io.ocrstream.cache.LegacyEntry;
import io.ocrstream.cache.redis.LegacyCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the entries of the earlier service, and keeps them until they reach an age. The time to
 * live then depends only on the time of the reading, so that a second run changes nothing.
 *
 * <p><b>Threading:</b> one thread, which it blocks. <b>Bounds:</b> {@link
 * AdminConnection#PIPELINED} values in memory. <b>Fails:</b> as {@link AdminConnection}.
 */
final class LegacyMigration {
  /** A time to live that is shorter by less than this is not extended. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  private static final String TEXT = "string";
  private static final String HASH = "hash";

  private final AdminConnection redis;
  private final Clock clock;
  private final Duration age;
  private final boolean really;
  private long texts;
  private long hashes;
  private long malformed;
  private long lasting;
  private @Nullable Long oldest;
  private @Nullable Long newest;
  private long due;

  /**
   * Creates a migration for one run.
   *
   * @param age the age that entries should reach; zero to count only
   * @param really whether to extend times to live; if false, they are only counted
   */
  LegacyMigration(AdminConnection redis, Clock clock, Duration age, boolean really) {
    this.redis = redis;
    this.clock = clock;
    this.age = age;
    this.really = really;
  }

  LegacySurvey run() {
    redis.scan(LegacyCodec.KEYS, this::batch);
    return new LegacySurvey(texts, hashes, malformed, lasting, oldest, newest, due);
  }

  private void batch(List<String> keys) {
    for (int from = 0; from < keys.size(); from += AdminConnection.PIPELINED) {
      some(keys.subList(from, Math.min(keys.size(), from + AdminConnection.PIPELINED)));
    }
  }

  private void some(List<String> keys) {
    List<String> types = redis.all(keys, commands -> commands::type);
    List<Long> lives = redis.all(keys, commands -> commands::pttl);
    Map<String, LegacyEntry> entries = entries(keys, types);
    for (int i = 0; i < keys.size(); i++) {
      // A key that expired since it was listed has the type "none".
      boolean isThere = !types.get(i).equals("none");
      LegacyEntry entry = entries.get(keys.get(i));
      if (entry != null) {
        count(types.get(i), entry);
        keep(keys.get(i), entry, lives.get(i));
      } else if (isThere) {
        malformed++;
      }
    }
  }

  private Map<String, LegacyEntry> entries(List<String> keys, List<String> types) {
    Map<String, LegacyEntry> entries = new HashMap<>();
    List<String> ofText = ofType(TEXT, keys, types);
    List<byte[]> values = redis.all(ofText, commands -> commands::get);
    for (int i = 0; i < ofText.size(); i++) {
      String key = ofText.get(i);
      Optional.ofNullable(values.get(i))
          .flatMap(LegacyCodec::read)
          .ifPresent(entry -> entries.put(key, entry));
    }
    List<String> ofHash = ofType(HASH, keys, types);
    List<List<KeyValue<String, byte[]>>> fields =
        redis.all(
            ofHash,
            commands -> key -> commands.hmget(key, LegacyCodec.FIELDS.toArray(String[]::new)));
    for (int i = 0; i < ofHash.size(); i++) {
      String key = ofHash.get(i);
      LegacyCodec.read(fields.get(i)).ifPresent(entry -> entries.put(key, entry));
    }
    return entries;
  }

  private static List<String> ofType(String type, List<String> keys, List<String> types) {
    return IntStream.range(0, keys.size())
        .filter(i -> types.get(i).equals(type))
        .mapToObj(keys::get)
        .toList();
  }

  private void count(String type, LegacyEntry entry) {
    if (type.equals(TEXT)) {
      texts++;
    } else {
      hashes++;
    }
    long second = (long) entry.timestamp();
    oldest = oldest == null ? second : Math.min(oldest, second);
    newest = newest == null ? second : Math.max(newest, second);
  }

  private void keep(String key, LegacyEntry entry, long lifeMillis) {
    if (lifeMillis < 0) {
      lasting++;
      return;
    }
    long end = (long) (entry.timestamp() * 1000) + age.toMillis();
    if (end <= clock.millis() + lifeMillis + SLACK.toMillis()) {
      return;
    }
    due++;
    if (really) {
      var unused = redis.commands().pexpireat(key, end);
    }
  }
}
