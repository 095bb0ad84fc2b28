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
import io.ocrstream.config.Settings;
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

  private final Settings.Cache settings;
  private final CommandExecutor guard;
  private final CacheMeters meters;
  private final Executor checks;
  private final ValueEncryption seal;
  private final TenantKeyHasher cover;
  private final AtomicReference<String> lastRefusal = new AtomicReference<>("");
  private final AtomicBoolean toldOfTenants = new AtomicBoolean();

  /**
   * Creates entries that send their commands through {@code guard}.
   *
   * @param checks decrypts large values
   * @throws IllegalArgumentException if a key in the settings is invalid; the message quotes no
   *     part of it
   */
  RedisEntries(
      Settings.Cache settings, CommandExecutor guard, CacheMeters meters, Executor checks) {
    this.settings = settings;
    this.guard = guard;
    this.meters = meters;
    this.checks = checks;
    this.seal = ValueEncryption.of(settings);
    this.cover = TenantKeyHasher.of(settings);
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
    List<Optional<String>> covered = keys.stream().map(this::covered).toList();
    List<String> asked = covered.stream().flatMap(Optional::stream).toList();
    Iterator<CompletableFuture<CacheLookup<T>>> answers = ask(kind, asked, read).iterator();
    return covered.stream()
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
  private Optional<String> covered(String key) {
    Optional<String> covered = cover.cover(key);
    if (covered.isEmpty() && toldOfTenants.compareAndSet(false, true)) {
      LOG.warn("Nothing of tenants is cached: ocr.cache.tenant-key is not set");
    }
    return covered;
  }

  private <T> List<CompletableFuture<CacheLookup<T>>> ask(
      Kind kind, List<String> keys, Function<byte[], CompletableFuture<Optional<T>>> read) {
    Timer.Sample sample = meters.start();
    return guard
        .<String, byte[], CountedLookup<T>>runAll(
            settings.lookupDeadline(),
            keys,
            RedisSession::get,
            (key, value) ->
                value
                    .map(bytes -> read(key, bytes, read).thenApply(CountedLookup::ofValue))
                    .orElseGet(() -> completedFuture(CountedLookup.nothing())))
        .stream()
        .map(reply -> reply.thenApply(r -> told(sample, kind, r)))
        .toList();
  }

  private <T> CompletableFuture<Optional<T>> read(
      String key, byte[] stored, Function<byte[], CompletableFuture<Optional<T>>> read) {
    CompletableFuture<Optional<byte[]>> opened =
        seal.isOn() && stored.length > RedisCache.LARGE_VALUE_BYTES
            ? CompletableFuture.supplyAsync(() -> seal.open(key, stored), checks)
            : completedFuture(seal.open(key, stored));
    return opened.thenCompose(
        value -> value.map(read).orElseGet(() -> completedFuture(Optional.empty())));
  }

  private <T> CacheLookup<T> told(
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
    return covered(key)
        .map(redisKey -> set(kind, redisKey, seal.seal(redisKey, value), how))
        .orElseGet(() -> completedFuture(Stored.REFUSED));
  }

  private CompletableFuture<Stored> set(Kind kind, String key, byte[] value, SetArgs how) {
    Timer.Sample sample = meters.start();
    return guard
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
      LOG.warn("Redis refuses commands with {}; further ones are only counted", code);
    }
    return unanswered(OutageReason.REFUSED, result);
  }

  private <R> R unanswered(OutageReason reason, R result) {
    meters.outage(reason);
    return result;
  }
}
