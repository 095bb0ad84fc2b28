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
  public static final Duration REST = Duration.ofSeconds(1);

  /** Maximum pause. It keeps a slow cache from being asked for every pending key each second. */
  static final Duration LONGEST_REST = Duration.ofSeconds(16);

  private final Function<ContentKey, CompletableFuture<CacheLookup<Outcome<RawJson>>>> cache;
  private final Map<ContentKey, Question> questions = new LinkedHashMap<>();

  public CacheRecheck(
      Function<ContentKey, CompletableFuture<CacheLookup<Outcome<RawJson>>>> cache) {
    this.cache = cache;
  }

  /**
   * A look-up in progress, or the pause before the next one.
   *
   * @param asked the look-up; null during a pause
   * @param restsUntil end of the pause, epoch milliseconds
   * @param restMs length of the next pause in milliseconds
   */
  private record Question(
      @Nullable CompletableFuture<CacheLookup<Outcome<RawJson>>> asked,
      long restsUntil,
      long restMs) {
    Question resting(long now) {
      return new Question(null, now + restMs, Math.min(2 * restMs, LONGEST_REST.toMillis()));
    }
  }

  /**
   * Looks up {@code key}, unless its look-up is pending already or {@link #MAX_KEYS} is reached.
   */
  void begin(ContentKey key) {
    if (questions.size() < MAX_KEYS) {
      questions.computeIfAbsent(key, k -> new Question(cache.apply(k), 0, REST.toMillis()));
    }
  }

  /** Forgets all keys, because the partition's flights have changed. */
  void clear() {
    questions.clear();
  }

  /**
   * Returns the entries found since the last call. Keys that the cache does not hold are dropped.
   * Keys without a reply are looked up again after a pause. Call this several times a second.
   *
   * @param now epoch milliseconds
   */
  Map<ContentKey, Outcome<RawJson>> found(long now) {
    Map<ContentKey, Outcome<RawJson>> found = new HashMap<>();
    questions.entrySet().removeIf(entry -> isDone(entry, found, now));
    return found;
  }

  private boolean isDone(
      Map.Entry<ContentKey, Question> entry, Map<ContentKey, Outcome<RawJson>> found, long now) {
    Question question = entry.getValue();
    CompletableFuture<CacheLookup<Outcome<RawJson>>> asked = question.asked();
    if (asked == null) {
      if (question.restsUntil() <= now) {
        entry.setValue(new Question(cache.apply(entry.getKey()), 0, question.restMs()));
      }
      return false;
    }
    return asked.isDone()
        && asked
            .join()
            .fold(
                kept -> {
                  found.put(entry.getKey(), kept);
                  return true;
                },
                () -> true,
                () -> {
                  entry.setValue(question.resting(now));
                  return false;
                });
  }
}
