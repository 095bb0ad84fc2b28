/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.CacheStats;
import io.ocrstream.cache.LegacyCache;
import io.ocrstream.cache.PageCache;
import io.ocrstream.cache.ResultCache;
import io.ocrstream.cache.redis.CacheMeters.Kind;
import io.ocrstream.config.CacheConfig;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.metrics.CacheMetrics;
import io.ocrstream.metrics.Meters;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.random.RandomGenerator;

/**
 * The cache in Redis. It has one connection, which is opened in the background at first use and
 * reopened whenever it ends. All callers pipeline their commands over it.
 *
 * <p><b>Threading:</b> any; only {@link #close} blocks, for seconds at most. Futures complete on
 * the event loop of the connection, on the deadline thread or on the caller's. Dependent actions
 * must be quick and must not block, because they delay the replies of all callers. Longer work
 * belongs on an executor of the caller ({@code thenApplyAsync}).
 *
 * <p><b>Bounds:</b> {@code cache.max-pending} commands in flight, each until its deadline at the
 * latest; none without a connection.
 *
 * <p><b>Fails:</b> never, see {@link ResultCache}. Redis may be down at startup, and may stop and
 * return at any time.
 */
public final class RedisCache implements ResultCache {
  /** Time limit for opening a connection, the handshake included. */
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /**
   * Maximum size in bytes of values that are validated on the event loop. For these, validation
   * takes less time than a hand-over to another thread.
   */
  static final int LARGE_VALUE_BYTES = 64 * 1024;

  private final CacheConfig settings;
  private final TimeToLive timeToLive;
  private final TimeToLive partialTimeToLive;
  private final TimeToLive failureTimeToLive;
  private final boolean keepsFailures;
  private final RandomGenerator random;
  private final ScheduledThreadPoolExecutor timer = CacheThreads.timer();
  private final ThreadPoolExecutor checks = CacheThreads.checks();
  private final RedisConnector connector;
  private final CommandExecutor commands;
  private final RedisEntries entries;
  private final CacheMeters meters;

  /**
   * Creates the cache without I/O.
   *
   * @param clock times the breaker
   * @param random draws jitter; called from any thread, so it must be thread-safe
   * @throws IllegalArgumentException if the URI or a key is invalid; the message quotes no part of
   *     it
   */
  public RedisCache(
      CacheConfig settings, MeterRegistry registry, Clock clock, RandomGenerator random) {
    this.settings = settings;
    this.timeToLive = new TimeToLive(settings.ttl(), settings.ttlJitter(), random);
    this.partialTimeToLive = new TimeToLive(settings.partialTtl(), settings.ttlJitter(), random);
    this.failureTimeToLive = new TimeToLive(settings.failureTtl(), settings.ttlJitter(), random);
    this.keepsFailures = !settings.failureTtl().isZero();
    this.random = random;
    Meters all = new Meters(registry);
    RedisAddress address = RedisAddress.parse(settings.uri(), settings.cluster(), CONNECT_TIMEOUT);
    Availability availability = new Availability();
    CircuitBreaker breaker = RedisBreaker.of(settings, clock, availability);
    // A new connection does not inherit the failures of the last one.
    this.connector =
        new RedisConnector(
            new RedisDialer(address, CONNECT_TIMEOUT, settings.maxPending()),
            availability,
            breaker::reset,
            timer,
            clock,
            random);
    this.commands = new CommandExecutor(connector, breaker, settings.maxPending(), timer);
    this.meters = new CacheMeters(all);
    this.entries = new RedisEntries(settings, commands, meters, checks);
    gauges(all, breaker);
  }

  /**
   * Starts connecting in the background. The first command does so too, but its result is an
   * outage.
   */
  public void connect() {
    connector.start();
  }

  /** Returns the statistics of Redis. */
  public CacheStats stats() {
    return new RedisStats(connector, commands, settings.lookupDeadline());
  }

  /**
   * Returns the cache of pages, over the same connection. If the settings disable it, the returned
   * cache stores nothing.
   */
  public PageCache pages() {
    return RedisPages.of(entries, settings, random, checks);
  }

  /** Returns the entries of the earlier service, over the same connection. */
  public LegacyCache legacy() {
    Duration shortest =
        Duration.ofMillis(Math.round(settings.ttl().toMillis() * (1 - settings.ttlJitter())));
    return new RedisLegacy(
        commands,
        entries,
        meters,
        settings.lookupDeadline(),
        new TimeToLive(shortest, 0, random),
        checks);
  }

  @Override
  public CompletableFuture<CacheLookup<Outcome<RawJson>>> recall(ContentKey key) {
    return recallAll(List.of(key)).get(0);
  }

  @Override
  public List<CompletableFuture<CacheLookup<Outcome<RawJson>>>> recallAll(List<ContentKey> keys) {
    return entries.lookups(
        Kind.PAYLOAD, keys.stream().map(ContentKey::cacheKey).toList(), this::kept);
  }

  @Override
  public CompletableFuture<CacheLookup<ContentHash>> locate(Location location) {
    return entries.lookup(
        Kind.LOCATION,
        location.cacheKey(),
        value -> completedFuture(ContentHash.parse(new String(value, US_ASCII))));
  }

  @Override
  public CompletableFuture<Stored> put(ContentKey key, RawJson payload) {
    return entries.write(Kind.PAYLOAD, key.cacheKey(), payload.utf8(), timeToLive);
  }

  @Override
  public CompletableFuture<Stored> putPartial(ContentKey key, RawJson payload) {
    return entries.write(Kind.PAYLOAD, key.cacheKey(), payload.utf8(), partialTimeToLive);
  }

  @Override
  public CompletableFuture<Stored> putFailure(ContentKey key, Problem problem) {
    return FailureCodec.write(problem)
        .filter(value -> keepsFailures)
        .map(value -> entries.writeNew(Kind.FAILURE, key.cacheKey(), value, failureTimeToLive))
        .orElseGet(() -> completedFuture(Stored.REFUSED));
  }

  @Override
  public CompletableFuture<Stored> remember(Location location, ContentHash hash) {
    return entries.write(
        Kind.LOCATION, location.cacheKey(), hash.toString().getBytes(US_ASCII), timeToLive);
  }

  @Override
  public void close() {
    connector.close();
    // Deadlines that are set still expire, so no future stays incomplete.
    timer.shutdown();
    checks.shutdown();
  }

  private CompletableFuture<Optional<Outcome<RawJson>>> kept(byte[] value) {
    return value.length > LARGE_VALUE_BYTES
        ? supplyAsync(() -> payload(value), checks)
        : completedFuture(FailureCodec.isMeant(value) ? failure(value) : payload(value));
  }

  private static Optional<Outcome<RawJson>> payload(byte[] value) {
    return PayloadCheck.isPayload(value)
        ? Optional.of(Outcome.of(RawJson.of(value)))
        : Optional.empty();
  }

  /**
   * Returns the stored failure; empty if the settings disable the caching of failures, because the
   * next event must then try again.
   */
  private Optional<Outcome<RawJson>> failure(byte[] value) {
    return keepsFailures ? FailureCodec.read(value).map(Outcome::failed) : Optional.empty();
  }

  private void gauges(Meters all, CircuitBreaker breaker) {
    all.gauge(CacheMetrics.CACHE_PENDING, commands, CommandExecutor::pending);
    all.gauge(CacheMetrics.CACHE_CONNECTED, connector, l -> l.session().isPresent() ? 1 : 0);
    all.gauge(CacheMetrics.CACHE_BREAKER, breaker, RedisBreaker::stateNumber);
    LatestStats latest = new LatestStats(stats(), System::nanoTime);
    all.gauge(CacheMetrics.REDIS_KEYS, latest, l -> l.of(CacheStats.Up::keys));
    all.gauge(CacheMetrics.REDIS_MEMORY, latest, l -> l.of(CacheStats.Up::memoryBytes));
    all.gauge(CacheMetrics.REDIS_UPTIME, latest, l -> l.of(up -> up.uptime().toSeconds()));
  }
}
