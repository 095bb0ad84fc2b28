/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ocrstream.cache.redis.FailureCodec;
import io.ocrstream.cache.redis.PageCodec;
import io.ocrstream.cache.redis.PayloadCheck;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.PageKey;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A cache in memory that can simulate outages of Redis. Entries do not expire.
 *
 * <p><b>Threading:</b> any.
 */
public final class InMemoryCache implements ResultCache, PageCache {
  /** An answer that takes longer counts as an outage. */
  public static final Duration DEADLINE = Duration.ofMillis(100);

  private static final PageCodec FORM = new PageCodec(1 << 20);

  private final Map<String, byte[]> entries = new ConcurrentHashMap<>();
  private final AtomicInteger lookups = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicInteger partials = new AtomicInteger();
  private volatile boolean down;
  private volatile Duration delay = Duration.ZERO;

  /** Makes every command fail at once, or lets commands work again. */
  public void setDown(boolean isDown) {
    down = isDown;
  }

  /** Delays every command. A delay above {@link #DEADLINE} is an outage. */
  public void setDelay(Duration newDelay) {
    delay = newDelay;
  }

  /** Returns the number of look-ups so far, including failed ones. */
  public int lookups() {
    return lookups.get();
  }

  /** Returns how many writes were of payloads that lack pages. */
  public int partials() {
    return partials.get();
  }

  /** Returns the number of writes so far, including failed ones. */
  public int writes() {
    return writes.get();
  }

  /** Stores any bytes under any key, as another program might. */
  public void storeRaw(String key, byte[] value) {
    entries.put(key, value);
  }

  /** Removes all entries. */
  public void clear() {
    entries.clear();
  }

  @Override
  public CompletableFuture<CacheLookup<Outcome<RawJson>>> recall(ContentKey key) {
    return lookup(
        key.cacheKey(),
        value ->
            PayloadCheck.isPayload(value)
                ? Optional.of(Outcome.of(RawJson.of(value)))
                : FailureCodec.read(value).map(Outcome::failed));
  }

  @Override
  public CompletableFuture<CacheLookup<ContentHash>> locate(Location location) {
    return lookup(location.cacheKey(), value -> ContentHash.parse(new String(value, US_ASCII)));
  }

  @Override
  public CompletableFuture<Stored> put(ContentKey key, RawJson payload) {
    return write(key.cacheKey(), payload.utf8());
  }

  @Override
  public CompletableFuture<Stored> putPartial(ContentKey key, RawJson payload) {
    partials.incrementAndGet();
    return put(key, payload);
  }

  @Override
  public CompletableFuture<Stored> putFailure(ContentKey key, Problem problem) {
    Optional<byte[]> value = FailureCodec.write(problem);
    return value.isEmpty() || entries.containsKey(key.cacheKey())
        ? CompletableFuture.completedFuture(Stored.REFUSED)
        : write(key.cacheKey(), value.get());
  }

  @Override
  public CompletableFuture<Stored> remember(Location location, ContentHash hash) {
    return write(location.cacheKey(), hash.toString().getBytes(US_ASCII));
  }

  @Override
  public CompletableFuture<CacheLookup<Page>> find(PageKey key) {
    return lookup(key.cacheKey(), FORM::read);
  }

  @Override
  public CompletableFuture<Stored> put(PageKey key, Page page) {
    return FORM.write(page)
        .map(value -> write(key.cacheKey(), value))
        .orElseGet(() -> CompletableFuture.completedFuture(Stored.REFUSED));
  }

  @Override
  public void close() {
    down = true;
  }

  private <T> CompletableFuture<CacheLookup<T>> lookup(
      String key, Function<byte[], Optional<T>> read) {
    lookups.incrementAndGet();
    return answer(
        () ->
            Optional.ofNullable(entries.get(key))
                .flatMap(read)
                .<CacheLookup<T>>map(CacheLookup.Hit::new)
                .orElseGet(CacheLookup.Miss::new),
        new CacheLookup.Outage<>());
  }

  private CompletableFuture<Stored> write(String key, byte[] value) {
    writes.incrementAndGet();
    return answer(
        () -> {
          entries.put(key, value.clone());
          return Stored.STORED;
        },
        Stored.OUTAGE);
  }

  private <R> CompletableFuture<R> answer(Supplier<R> work, R outage) {
    Duration wait = delay;
    if (down) {
      return CompletableFuture.completedFuture(outage);
    }
    if (wait.isZero()) {
      return CompletableFuture.completedFuture(work.get());
    }
    boolean late = wait.compareTo(DEADLINE) > 0;
    Executor later =
        CompletableFuture.delayedExecutor(
            (late ? DEADLINE : wait).toMillis(), TimeUnit.MILLISECONDS);
    return CompletableFuture.supplyAsync(late ? () -> outage : work, later);
  }
}
