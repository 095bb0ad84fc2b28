/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.SetArgs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ocrstream.cache.CacheMeters.Kind;
import io.ocrstream.cache.CacheMeters.Outcome;
import io.ocrstream.cache.Reply.OutageReason;
import io.ocrstream.config.Settings;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.metrics.Meters;
import io.ocrstream.metrics.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(RedisCache.class);
  private static final String WRONG_TYPE = "WRONGTYPE";

  private final Settings.Cache settings;
  private final TimeToLive timeToLive;
  private final TimeToLive partialTimeToLive;
  private final TimeToLive failureTimeToLive;
  private final boolean keepsFailures;
  private final RandomGenerator random;
  private final CacheMeters meters;
  private final ScheduledThreadPoolExecutor timer = CacheThreads.timer();
  private final ThreadPoolExecutor checks = CacheThreads.checks();
  private final AtomicReference<String> lastRefusal = new AtomicReference<>("");
  private final ValueSeal seal;
  private final KeyCover cover;
  private final AtomicBoolean toldOfTenants = new AtomicBoolean();
  private final RedisLink link;
  private final CommandGuard guard;

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
    this.seal = ValueSeal.of(settings);
    this.cover = KeyCover.of(settings);
    Meters all = new Meters(registry);
    this.meters = new CacheMeters(all);
    RedisAddress address = RedisAddress.parse(settings.uri(), settings.cluster(), CONNECT_TIMEOUT);
    Availability availability = new Availability();
    CircuitBreaker breaker = Breaker.of(settings, clock, availability);
    // A connection that was just opened owes nothing to how the last one ended.
    this.link =
        new RedisLink(
            new RedisDialer(address, CONNECT_TIMEOUT, settings.maxPending()),
            availability,
            breaker::reset,
            timer,
            clock,
            random);
    this.guard = new CommandGuard(link, breaker, settings.maxPending(), timer);
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
    return RedisPages.of(this, settings, random, checks);
  }

  @Override
  public CompletableFuture<Lookup<Kept>> recall(ContentKey key) {
    return recallAll(List.of(key)).get(0);
  }

  @Override
  public List<CompletableFuture<Lookup<Kept>>> recallAll(List<ContentKey> keys) {
    return lookups(Kind.PAYLOAD, keys.stream().map(ContentKey::cacheKey).toList(), this::kept);
  }

  @Override
  public CompletableFuture<Lookup<ContentHash>> locate(Location location) {
    return lookup(
        Kind.LOCATION,
        location.cacheKey(),
        value -> completedFuture(ContentHash.parse(new String(value, US_ASCII))));
  }

  @Override
  public CompletableFuture<Stored> put(ContentKey key, RawJson payload) {
    return write(Kind.PAYLOAD, key.cacheKey(), payload.utf8(), timeToLive);
  }

  @Override
  public CompletableFuture<Stored> putPartial(ContentKey key, RawJson payload) {
    return write(Kind.PAYLOAD, key.cacheKey(), payload.utf8(), partialTimeToLive);
  }

  @Override
  public CompletableFuture<Stored> putFailure(ContentKey key, Problem problem) {
    return FailureForm.write(problem)
        .filter(value -> keepsFailures)
        .map(value -> writeNew(Kind.FAILURE, key.cacheKey(), value, failureTimeToLive))
        .orElseGet(() -> completedFuture(Stored.REFUSED));
  }

  @Override
  public CompletableFuture<Stored> remember(Location location, ContentHash hash) {
    return write(
        Kind.LOCATION, location.cacheKey(), hash.toString().getBytes(US_ASCII), timeToLive);
  }

  @Override
  public void close() {
    link.close();
    // Deadlines that are still set run out by themselves, so that no future stays open.
    timer.shutdown();
    checks.shutdown();
  }

  <T> CompletableFuture<Lookup<T>> lookup(
      Kind kind, String key, Function<byte[], CompletableFuture<Optional<T>>> read) {
    return lookups(kind, List.of(key), read).get(0);
  }

  private <T> List<CompletableFuture<Lookup<T>>> lookups(
      Kind kind, List<String> keys, Function<byte[], CompletableFuture<Optional<T>>> read) {
    List<Optional<String>> covered = keys.stream().map(this::covered).toList();
    List<String> asked = covered.stream().flatMap(Optional::stream).toList();
    Iterator<CompletableFuture<Lookup<T>>> answers = ask(kind, asked, read).iterator();
    return covered.stream()
        .map(
            key ->
                key.isPresent()
                    ? answers.next()
                    : CompletableFuture.<Lookup<T>>completedFuture(new Lookup.Miss<>()))
        .toList();
  }

  /** Empty for a tenant's entry where there is no secret: others might find it. */
  private Optional<String> covered(String key) {
    Optional<String> covered = cover.cover(key);
    if (covered.isEmpty() && toldOfTenants.compareAndSet(false, true)) {
      LOG.warn("Nothing of tenants is cached: ocr.cache.tenant-key is not set");
    }
    return covered;
  }

  private <T> List<CompletableFuture<Lookup<T>>> ask(
      Kind kind, List<String> keys, Function<byte[], CompletableFuture<Optional<T>>> read) {
    Timer.Sample sample = meters.start();
    return guard
        .<String, byte[], Found<T>>runAll(
            settings.lookupDeadline(),
            keys,
            RedisSession::get,
            (key, value) ->
                value
                    .map(bytes -> read(key, bytes, read).thenApply(Found::ofValue))
                    .orElseGet(() -> completedFuture(Found.nothing())))
        .stream()
        .map(reply -> reply.thenApply(r -> told(sample, kind, r)))
        .toList();
  }

  private <T> CompletableFuture<Optional<T>> read(
      String key, byte[] stored, Function<byte[], CompletableFuture<Optional<T>>> read) {
    CompletableFuture<Optional<byte[]>> opened =
        seal.isOn() && stored.length > LARGE_VALUE_BYTES
            ? supplyAsync(() -> seal.open(key, stored), checks)
            : completedFuture(seal.open(key, stored));
    return opened.thenCompose(
        value -> value.map(read).orElseGet(() -> completedFuture(Optional.empty())));
  }

  private <T> Lookup<T> told(Timer.Sample sample, Kind kind, Reply<Found<T>> reply) {
    Found<T> found = reply.fold(f -> f, this::ofRefusal, this::ofOutage);
    boolean isFailure =
        found.lookup().fold(Kept.Failure.class::isInstance, () -> false, () -> false);
    meters.lookedUp(sample, isFailure ? Kind.FAILURE : kind, found.outcome());
    return found.lookup();
  }

  CompletableFuture<Stored> write(Kind kind, String key, byte[] value, TimeToLive life) {
    return write(kind, key, value, SetArgs.Builder.px(life.nextMillis()));
  }

  /** Where there is no value yet. */
  private CompletableFuture<Stored> writeNew(Kind kind, String key, byte[] value, TimeToLive life) {
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
        .<String, Outcome>run(
            settings.writeDeadline(),
            session -> session.commands().set(key, value, how).toCompletableFuture(),
            ok -> completedFuture(ok.isPresent() ? Outcome.STORED : Outcome.KEPT))
        .thenApply(
            reply -> {
              Outcome outcome =
                  reply.fold(
                      o -> o,
                      code -> refused(code, Outcome.OUTAGE),
                      reason -> unanswered(reason, Outcome.OUTAGE));
              meters.written(sample, kind, outcome);
              return switch (outcome) {
                case STORED -> Stored.STORED;
                case KEPT -> Stored.REFUSED;
                default -> Stored.OUTAGE;
              };
            });
  }

  private CompletableFuture<Optional<Kept>> kept(byte[] value) {
    return value.length > LARGE_VALUE_BYTES
        ? supplyAsync(() -> payload(value), checks)
        : completedFuture(FailureForm.isMeant(value) ? failure(value) : payload(value));
  }

  private static Optional<Kept> payload(byte[] value) {
    return PayloadCheck.isPayload(value)
        ? Optional.of(new Kept.Payload(RawJson.of(value)))
        : Optional.empty();
  }

  /** None where failures are not to be kept: who turns that off wants the next event tried. */
  private Optional<Kept> failure(byte[] value) {
    return keepsFailures ? FailureForm.read(value).map(Kept.Failure::new) : Optional.empty();
  }

  private <T> Found<T> ofRefusal(String code) {
    // A list or a hash under our key: there is a value, and it is not ours.
    return code.equals(WRONG_TYPE) ? Found.invalid() : refused(code, Found.outage());
  }

  private <T> Found<T> ofOutage(OutageReason reason) {
    return unanswered(reason, Found.outage());
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

  private void gauges(Meters all, CircuitBreaker breaker) {
    all.gauge(Metrics.CACHE_PENDING, guard, CommandGuard::pending);
    all.gauge(Metrics.CACHE_CONNECTED, link, l -> l.session().isPresent() ? 1 : 0);
    all.gauge(Metrics.CACHE_BREAKER, breaker, Breaker::stateNumber);
    LatestStats latest = new LatestStats(stats(), System::nanoTime);
    all.gauge(Metrics.REDIS_KEYS, latest, l -> l.of(CacheStats.Up::keys));
    all.gauge(Metrics.REDIS_MEMORY, latest, l -> l.of(CacheStats.Up::memoryBytes));
    all.gauge(Metrics.REDIS_UPTIME, latest, l -> l.of(up -> up.uptime().toSeconds()));
  }
}
