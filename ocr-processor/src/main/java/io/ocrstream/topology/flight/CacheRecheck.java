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
 * Asks the cache again for content that flies only because the cache did not answer the first time.
 * Else an answer that is there would wait until a worker finds it, behind all work that waits.
 *
 * <p><b>Threading:</b> stream thread only; it never waits for an answer. <b>Bounds:</b> {@link
 * #MAX_KEYS}; what comes beyond, or was asked for before the partition moved here, waits for its
 * worker. <b>Fails:</b> never, as look-ups.
 */
public final class CacheRecheck {
  /** Most keys that are asked for again, in each partition. */
  static final int MAX_KEYS = 1_000;

  /** How long a key rests after its first look-up without an answer; twice as long each time. */
  public static final Duration REST = Duration.ofSeconds(1);

  /** Longest rest: a cache that is slow is not asked by everyone who waits each second. */
  static final Duration LONGEST_REST = Duration.ofSeconds(16);

  private final Function<ContentKey, CompletableFuture<CacheLookup<Outcome<RawJson>>>> cache;
  private final Map<ContentKey, Question> questions = new LinkedHashMap<>();

  public CacheRecheck(
      Function<ContentKey, CompletableFuture<CacheLookup<Outcome<RawJson>>>> cache) {
    this.cache = cache;
  }

  /**
   * A look-up, or the rest before the next.
   *
   * @param asked null while it rests
   * @param restsUntil epoch milliseconds
   * @param restMs the next rest
   */
  private record Question(
      @Nullable CompletableFuture<CacheLookup<Outcome<RawJson>>> asked,
      long restsUntil,
      long restMs) {
    Question resting(long now) {
      return new Question(null, now + restMs, Math.min(2 * restMs, LONGEST_REST.toMillis()));
    }
  }

  /** Asks for {@code key}, unless that is under way. */
  void begin(ContentKey key) {
    if (questions.size() < MAX_KEYS) {
      questions.computeIfAbsent(key, k -> new Question(cache.apply(k), 0, REST.toMillis()));
    }
  }

  /** Forgets every key: the partition's flights are others now. */
  void clear() {
    questions.clear();
  }

  /**
   * What was found since the last call. A key without an entry is done with; one without an answer
   * is asked for again after a rest. To be called several times a second.
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
