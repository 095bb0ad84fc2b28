/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.flight;

import io.ocrstream.cache.CacheLookup;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.RawJson;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a look-up for events that joined a flight only because the cache did not reply. Otherwise
 * a cached answer would wait until a worker finds it, behind all other queued tasks.
 *
 * <p><b>Threading:</b> stream thread only; it never blocks. <b>Bounds:</b> {@link #MAX_KEYS} keys.
 * Keys beyond that, and keys requested before the partition moved here, wait for their worker.
 * <b>Fails:</b> never, because look-ups never complete exceptionally.
 */
public final class CacheRecheck {
  /** Maximum number of keys in each partition. */
  static final int MAX_KEYS = 1_000;

  /** Pause after a key's first look-up without a reply. The pause doubles each time. */
  public static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** Maximum pause. It keeps a slow cache from being asked for every pending key each second. */
  static final Duration MAX_PAUSE = Duration.ofSeconds(16);

  private final Function<ContentKey, CompletableFuture<CacheLookup<Outcome<RawJson>>>> cache;
  private final Map<ContentKey, Recheck> rechecks = new LinkedHashMap<>();

  public CacheRecheck(
      Function<ContentKey, CompletableFuture<CacheLookup<Outcome<RawJson>>>> cache) {
    this.cache = cache;
  }

  /**
   * A look-up in progress, or the pause before the next one.
   *
   * @param lookup the look-up; null during a pause
   * @param pausedUntil end of the pause, epoch milliseconds
   * @param pauseMs length of the next pause in milliseconds
   */
  private record Recheck(
      @Nullable CompletableFuture<CacheLookup<Outcome<RawJson>>> lookup,
      long pausedUntil,
      long pauseMs) {
    Recheck paused(long now) {
      return new Recheck(null, now + pauseMs, Math.min(2 * pauseMs, MAX_PAUSE.toMillis()));
    }
  }

  /**
   * Looks up {@code key}, unless its look-up is pending already or {@link #MAX_KEYS} is reached.
   */
  void begin(ContentKey key) {
    if (rechecks.size() < MAX_KEYS) {
      rechecks.computeIfAbsent(key, k -> new Recheck(cache.apply(k), 0, FIRST_PAUSE.toMillis()));
    }
  }

  /** Forgets all keys, because the partition's flights have changed. */
  void clear() {
    rechecks.clear();
  }

  /**
   * Returns the entries found since the last call. Keys that the cache does not hold are dropped.
   * Keys without a reply are looked up again after a pause. Call this several times a second.
   *
   * @param now epoch milliseconds
   */
  Map<ContentKey, Outcome<RawJson>> found(long now) {
    Map<ContentKey, Outcome<RawJson>> found = new HashMap<>();
    rechecks.entrySet().removeIf(entry -> isDone(entry, found, now));
    return found;
  }

  private boolean isDone(
      Map.Entry<ContentKey, Recheck> entry, Map<ContentKey, Outcome<RawJson>> found, long now) {
    Recheck recheck = entry.getValue();
    CompletableFuture<CacheLookup<Outcome<RawJson>>> lookup = recheck.lookup();
    if (lookup == null) {
      if (recheck.pausedUntil() <= now) {
        entry.setValue(new Recheck(cache.apply(entry.getKey()), 0, recheck.pauseMs()));
      }
      return false;
    }
    return lookup.isDone()
        && lookup
            .join()
            .fold(
                kept -> {
                  found.put(entry.getKey(), kept);
                  return true;
                },
                () -> true,
                () -> {
                  entry.setValue(recheck.paused(now));
                  return false;
                });
  }
}
