/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.CacheStats;
import io.ocrstream.cache.PageCache;
import io.ocrstream.cache.ResultCache;
import io.ocrstream.cache.redis.CacheMeters.Kind;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.random.RandomGenerator;

/**
 * The cache in Redis: one connection, opened in the background at the first use, pipelined by all
 * callers, and opened anew whenever it ends.
 *
 * <p><b>Threading:</b> any; only {@link #close} blocks, for seconds at most. Futures are completed
 * on the connection's event loop, on the deadlines' thread or on the caller's: what callers hang on
 * them must be quick and must not block, else it holds up everybody's answers; longer work goes to
 * an executor of their own ({@code thenApplyAsync}).
 *
 * <p><b>Bounds:</b> {@code cache.max-pending} commands in flight, each for no longer than its
 * deadline; without a connection, none.
 *
 * <p><b>Fails:</b> never, see {@link ResultCache}. Redis may be down at the start, go and come
 * back.
 */
public final class RedisCache implements ResultCache {
  /** How long opening a connection may take, the handshake included. */
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /** Values up to this size are checked on the event loop, in less time than a hand-over takes. */
  static final int LARGE_VALUE_BYTES = 64 * 1024;

  private final Settings.Cache settings;
  private final TimeToLive timeToLive;
  private final TimeToLive partialTimeToLive;
  private final TimeToLive failureTimeToLive;
  private final boolean keepsFailures;
  private final RandomGenerator random;
  private final ScheduledThreadPoolExecutor timer = CacheThreads.timer();
  private final ThreadPoolExecutor checks = CacheThreads.checks();
  private final RedisConnector link;
  private final CommandExecutor guard;
  private final RedisEntries entries;

  /**
   * Does no I/O.
   *
   * @param clock times the breaker
   * @param random draws jitter; called from any thread, so it must be safe for that
   * @throws IllegalArgumentException if the URI or a key is none; the message quotes nothing of it
   */
  public RedisCache(
      Settings.Cache settings, MeterRegistry registry, Clock clock, RandomGenerator random) {
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
    // A connection that was just opened owes nothing to how the last one ended.
    this.link =
        new RedisConnector(
            new RedisDialer(address, CONNECT_TIMEOUT, settings.maxPending()),
            availability,
            breaker::reset,
            timer,
            clock,
            random);
    this.guard = new CommandExecutor(link, breaker, settings.maxPending(), timer);
    this.entries = new RedisEntries(settings, guard, new CacheMeters(all), checks);
    gauges(all, breaker);
  }

  /** Begins to connect in the background; the first command does so too, but is an outage then. */
  public void connect() {
    link.start();
  }

  /** What Redis says of itself. */
  public CacheStats stats() {
    return new RedisStats(link, guard, settings.lookupDeadline());
  }

  /** The cache of pages, over the same connection; one that keeps nothing where it is disabled. */
  public PageCache pages() {
    return RedisPages.of(entries, settings, random, checks);
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
    link.close();
    // Deadlines that are still set run out by themselves, so that no future stays open.
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

  /** None where failures are not to be kept: who turns that off wants the next event tried. */
  private Optional<Outcome<RawJson>> failure(byte[] value) {
    return keepsFailures ? FailureCodec.read(value).map(Outcome::failed) : Optional.empty();
  }

  private void gauges(Meters all, CircuitBreaker breaker) {
    all.gauge(Metrics.CACHE_PENDING, guard, CommandExecutor::pending);
    all.gauge(Metrics.CACHE_CONNECTED, link, l -> l.session().isPresent() ? 1 : 0);
    all.gauge(Metrics.CACHE_BREAKER, breaker, RedisBreaker::stateNumber);
    LatestStats latest = new LatestStats(stats(), System::nanoTime);
    all.gauge(Metrics.REDIS_KEYS, latest, l -> l.of(CacheStats.Up::keys));
    all.gauge(Metrics.REDIS_MEMORY, latest, l -> l.of(CacheStats.Up::memoryBytes));
    all.gauge(Metrics.REDIS_UPTIME, latest, l -> l.of(up -> up.uptime().toSeconds()));
  }
}
