/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.lettuce.core.SetArgs;
import io.micrometer.core.instrument.Timer;
import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.ResultCache.Stored;
import io.ocrstream.cache.redis.CacheMeters.Ending;
import io.ocrstream.cache.redis.CacheMeters.Kind;
import io.ocrstream.cache.redis.RedisReply.OutageReason;
import io.ocrstream.config.CacheConfig;
import io.ocrstream.contracts.Outcome;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up and writes entries of any kind in Redis, within their deadlines, and counts the
 * outcomes. The settings decide whether keys of tenants are hashed and values are encrypted.
 *
 * <p><b>Threading:</b> any, as {@link RedisCache}. <b>Fails:</b> never; a command that Redis
 * refuses or does not answer is an outage.
 */
final class RedisEntries {
  private static final Logger LOG = LoggerFactory.getLogger(RedisEntries.class);
  private static final String WRONG_TYPE = "WRONGTYPE";

  private final CacheConfig settings;
  private final CommandExecutor commands;
  private final CacheMeters meters;
  private final Executor checks;
  private final ValueEncryption encryption;
  private final TenantKeyHasher hasher;
  private final AtomicReference<String> lastRefusal = new AtomicReference<>("");
  private final AtomicBoolean hasWarned = new AtomicBoolean();

  /**
   * Creates entries that send their commands through {@code commands}.
   *
   * @param checks decrypts large values
   * @throws IllegalArgumentException if a key in the settings is invalid; the message quotes no
   *     part of it
   */
  RedisEntries(
      CacheConfig settings, CommandExecutor commands, CacheMeters meters, Executor checks) {
    this.settings = settings;
    this.commands = commands;
    this.meters = meters;
    this.checks = checks;
    this.encryption = ValueEncryption.of(settings);
    this.hasher = TenantKeyHasher.of(settings);
  }

  /**
   * Looks up one key. A value that {@code read} cannot decode is a miss, and is counted as invalid.
   */
  <T> CompletableFuture<CacheLookup<T>> lookup(
      Kind kind, String key, Function<byte[], CompletableFuture<Optional<T>>> read) {
    return lookups(kind, List.of(key), read).get(0);
  }

  /** Looks up keys together. Returns the look-ups in the order of {@code keys}. */
  <T> List<CompletableFuture<CacheLookup<T>>> lookups(
      Kind kind, List<String> keys, Function<byte[], CompletableFuture<Optional<T>>> read) {
    List<Optional<String>> hashed = keys.stream().map(this::hashed).toList();
    List<String> asked = hashed.stream().flatMap(Optional::stream).toList();
    Iterator<CompletableFuture<CacheLookup<T>>> answers = ask(kind, asked, read).iterator();
    return hashed.stream()
        .map(
            key ->
                key.isPresent()
                    ? answers.next()
                    : CompletableFuture.<CacheLookup<T>>completedFuture(new CacheLookup.Miss<>()))
        .toList();
  }

  /**
   * Returns the key in Redis; empty for an entry of a tenant if no secret is set, because other
   * users of the database might find it.
   */
  private Optional<String> hashed(String key) {
    Optional<String> hashed = hasher.hashed(key);
    if (hashed.isEmpty() && hasWarned.compareAndSet(false, true)) {
      LOG.warn("Nothing of tenants is cached: ocr.cache.tenant-key is not set");
    }
    return hashed;
  }

  private <T> List<CompletableFuture<CacheLookup<T>>> ask(
      Kind kind, List<String> keys, Function<byte[], CompletableFuture<Optional<T>>> read) {
    Timer.Sample sample = meters.start();
    return commands
        .<String, byte[], CountedLookup<T>>runAll(
            settings.lookupDeadline(),
            keys,
            RedisSession::get,
            (key, value) ->
                value
                    .map(bytes -> read(key, bytes, read).thenApply(CountedLookup::ofValue))
                    .orElseGet(() -> completedFuture(CountedLookup.nothing())))
        .stream()
        .map(reply -> reply.thenApply(r -> counted(sample, kind, r)))
        .toList();
  }

  private <T> CompletableFuture<Optional<T>> read(
      String key, byte[] stored, Function<byte[], CompletableFuture<Optional<T>>> read) {
    CompletableFuture<Optional<byte[]>> opened =
        encryption.isOn() && stored.length > RedisCache.LARGE_VALUE_BYTES
            ? CompletableFuture.supplyAsync(() -> encryption.open(key, stored), checks)
            : completedFuture(encryption.open(key, stored));
    return opened.thenCompose(
        value -> value.map(read).orElseGet(() -> completedFuture(Optional.empty())));
  }

  private <T> CacheLookup<T> counted(
      Timer.Sample sample, Kind kind, RedisReply<CountedLookup<T>> reply) {
    CountedLookup<T> found = reply.fold(f -> f, this::ofRefusal, this::ofOutage);
    boolean isFailure = found.lookup().hit().filter(Outcome.Failed.class::isInstance).isPresent();
    meters.lookedUp(sample, isFailure ? Kind.FAILURE : kind, found.outcome());
    return found.lookup();
  }

  /** Writes a value with a time to live drawn from {@code life}. */
  CompletableFuture<Stored> write(Kind kind, String key, byte[] value, TimeToLive life) {
    return write(kind, key, value, SetArgs.Builder.px(life.nextMillis()));
  }

  /**
   * Writes a value with a time to live drawn from {@code life}, unless the key has a value already.
   */
  CompletableFuture<Stored> writeNew(Kind kind, String key, byte[] value, TimeToLive life) {
    return write(kind, key, value, SetArgs.Builder.px(life.nextMillis()).nx());
  }

  private CompletableFuture<Stored> write(Kind kind, String key, byte[] value, SetArgs how) {
    return hashed(key)
        .map(redisKey -> set(kind, redisKey, encryption.encrypt(redisKey, value), how))
        .orElseGet(() -> completedFuture(Stored.REFUSED));
  }

  private CompletableFuture<Stored> set(Kind kind, String key, byte[] value, SetArgs how) {
    Timer.Sample sample = meters.start();
    return commands
        .<String, Ending>run(
            settings.writeDeadline(),
            session -> session.commands().set(key, value, how).toCompletableFuture(),
            ok -> completedFuture(ok.isPresent() ? Ending.STORED : Ending.KEPT))
        .thenApply(
            reply -> {
              Ending outcome =
                  reply.fold(
                      o -> o,
                      code -> refused(code, Ending.OUTAGE),
                      reason -> unanswered(reason, Ending.OUTAGE));
              meters.written(sample, kind, outcome);
              return switch (outcome) {
                case STORED -> Stored.STORED;
                case KEPT -> Stored.REFUSED;
                default -> Stored.OUTAGE;
              };
            });
  }

  private <T> CountedLookup<T> ofRefusal(String code) {
    // The key holds a list or a hash, which this code never writes.
    return code.equals(WRONG_TYPE)
        ? CountedLookup.invalid()
        : refused(code, CountedLookup.outage());
  }

  private <T> CountedLookup<T> ofOutage(OutageReason reason) {
    return unanswered(reason, CountedLookup.outage());
  }

  private <R> R refused(String code, R result) {
    if (!lastRefusal.getAndSet(code).equals(code)) {
      LOG.warn(
          "Redis rejects commands with {}; further rejections are counted and not logged", code);
    }
    return unanswered(OutageReason.REFUSED, result);
  }

  private <R> R unanswered(OutageReason reason, R result) {
    meters.outage(reason);
    return result;
  }
}
