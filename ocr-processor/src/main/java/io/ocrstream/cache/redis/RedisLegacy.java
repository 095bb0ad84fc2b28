/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.lettuce.core.KeyValue;
import io.micrometer.core.instrument.Timer;
import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.LegacyCache;
import io.ocrstream.cache.LegacyEntry;
import io.ocrstream.cache.ResultCache.Stored;
import io.ocrstream.cache.redis.CacheMeters.Kind;
import io.ocrstream.cache.redis.RedisReply.OutageReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The entries of the earlier service in Redis. A look-up costs one command, or two if the entry is
 * a hash.
 *
 * <p><b>Threading:</b> any, as {@link RedisCache}. <b>Fails:</b> never.
 */
final class RedisLegacy implements LegacyCache {
  private static final String WRONG_TYPE = "WRONGTYPE";

  private final CommandExecutor commands;
  private final RedisEntries entries;
  private final CacheMeters meters;
  private final Duration deadline;
  private final TimeToLive timeToLive;
  private final Executor checks;

  /**
   * Creates the cache.
   *
   * @param deadline time limit of each command of a look-up
   * @param checks decodes large values
   */
  RedisLegacy(
      CommandExecutor commands,
      RedisEntries entries,
      CacheMeters meters,
      Duration deadline,
      TimeToLive timeToLive,
      Executor checks) {
    this.commands = commands;
    this.entries = entries;
    this.meters = meters;
    this.deadline = deadline;
    this.timeToLive = timeToLive;
    this.checks = checks;
  }

  @Override
  public CompletableFuture<CacheLookup<LegacyEntry>> find(String md5) {
    Timer.Sample sample = meters.start();
    return text(LegacyCodec.key(md5))
        .thenApply(
            found -> {
              meters.lookedUp(sample, Kind.LEGACY, found.outcome());
              return found.lookup();
            });
  }

  private CompletableFuture<CountedLookup<LegacyEntry>> text(String key) {
    return commands
        .<byte[], CountedLookup<LegacyEntry>>run(
            deadline, session -> session.get(List.of(key)).get(0), this::decoded)
        .thenCompose(
            reply ->
                reply.fold(
                    CompletableFuture::completedFuture,
                    code -> code.equals(WRONG_TYPE) ? hash(key) : completedFuture(refused()),
                    reason -> completedFuture(outage(reason))));
  }

  private CompletableFuture<CountedLookup<LegacyEntry>> decoded(Optional<byte[]> value) {
    if (value.isEmpty()) {
      return completedFuture(CountedLookup.nothing());
    }
    byte[] json = value.get();
    Supplier<CountedLookup<LegacyEntry>> read = () -> CountedLookup.ofValue(LegacyCodec.read(json));
    return json.length > RedisCache.LARGE_VALUE_BYTES
        ? supplyAsync(read, checks)
        : completedFuture(read.get());
  }

  private CompletableFuture<CountedLookup<LegacyEntry>> hash(String key) {
    return commands
        .<List<KeyValue<String, byte[]>>, CountedLookup<LegacyEntry>>run(
            deadline,
            session ->
                session
                    .commands()
                    .hmget(key, LegacyCodec.FIELDS.toArray(String[]::new))
                    .toCompletableFuture(),
            fields -> completedFuture(CountedLookup.ofValue(fields.flatMap(LegacyCodec::read))))
        .thenApply(
            reply ->
                reply.fold(
                    Function.identity(),
                    // The key holds a list or a set, which the earlier service never wrote.
                    code -> code.equals(WRONG_TYPE) ? CountedLookup.invalid() : refused(),
                    this::outage));
  }

  private CountedLookup<LegacyEntry> refused() {
    return outage(OutageReason.REFUSED);
  }

  private CountedLookup<LegacyEntry> outage(OutageReason reason) {
    meters.outage(reason);
    return CountedLookup.outage();
  }

  @Override
  public CompletableFuture<Stored> put(String md5, LegacyEntry entry) {
    return entries.writeNew(
        Kind.LEGACY, LegacyCodec.key(md5), LegacyCodec.write(entry), timeToLive);
  }
}
