/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import io.ocrstream.cache.Kept;
import io.ocrstream.cache.Lookup;
import io.ocrstream.contracts.ContentKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
final class SecondLook {
  /** Most keys that are asked for again, in each partition. */
  static final int MAX_KEYS = 1_000;

  /** How long a key rests after a look-up that was not answered. */
  static final Duration REST = Duration.ofSeconds(1);

  private final Function<ContentKey, CompletableFuture<Lookup<Kept>>> cache;
  private final Map<ContentKey, Question> questions = new LinkedHashMap<>();

  SecondLook(Function<ContentKey, CompletableFuture<Lookup<Kept>>> cache) {
    this.cache = cache;
  }

  /** A look-up, or the rest before the next. */
  private record Question(@Nullable CompletableFuture<Lookup<Kept>> asked, long restsUntil) {}

  /** Asks for {@code key}, unless that is under way. */
  void begin(ContentKey key) {
    if (questions.size() < MAX_KEYS) {
      questions.computeIfAbsent(key, k -> new Question(cache.apply(k), 0));
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
  Map<ContentKey, Kept> found(long now) {
    Map<ContentKey, Kept> found = new HashMap<>();
    Iterator<Map.Entry<ContentKey, Question>> each = questions.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<ContentKey, Question> entry = each.next();
      CompletableFuture<Lookup<Kept>> asked = entry.getValue().asked();
      if (asked == null && entry.getValue().restsUntil() <= now) {
        entry.setValue(new Question(cache.apply(entry.getKey()), 0));
      } else if (asked != null && asked.isDone()) {
        Optional<Question> next = told(entry.getKey(), asked.join(), found, now);
        next.ifPresentOrElse(entry::setValue, each::remove);
      }
    }
    return found;
  }

  private static Optional<Question> told(
      ContentKey key, Lookup<Kept> answer, Map<ContentKey, Kept> found, long now) {
    return answer.fold(
        kept -> {
          found.put(key, kept);
          return Optional.empty();
        },
        Optional::empty,
        () -> Optional.of(new Question(null, now + REST.toMillis())));
  }
}
