/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.simulation;

import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.ResultCache;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A cache that sometimes does not answer, and then may or may not have executed the command. */
final class SimCache implements ResultCache {
  private final Random random;
  private final Sabotage sabotage;
  private final Map<String, Outcome<RawJson>> kept = new HashMap<>();
  private final Map<String, ContentHash> places = new HashMap<>();
  private boolean down;

  SimCache(Random random, Sabotage sabotage) {
    this.random = random;
    this.sabotage = sabotage;
  }

  void setDown(boolean isDown) {
    down = isDown;
  }

  /** Removes some or all entries. */
  void evict() {
    boolean all = random.nextBoolean();
    Iterator<String> keys = kept.keySet().iterator();
    while (keys.hasNext()) {
      keys.next();
      if (all || random.nextInt(4) == 0) {
        keys.remove();
      }
    }
    if (all) {
      places.clear();
    }
  }

  @Override
  public CompletableFuture<CacheLookup<Outcome<RawJson>>> recall(ContentKey key) {
    if (Sabotage.RETURN_A_FAILURE.strikes(sabotage, random, 5)
        && kept.containsKey(key.cacheKey())) {
      return look(Outcome.failed(Problem.of(FailureCode.CORRUPT, "damaged")));
    }
    return look(
        Sabotage.RETURN_ANOTHER_PAYLOAD.strikes(sabotage, random, 5)
            ? any(kept.values())
            : kept.get(key.cacheKey()));
  }

  @Override
  public CompletableFuture<CacheLookup<ContentHash>> locate(Location location) {
    return look(
        Sabotage.RETURN_ANOTHER_HASH.strikes(sabotage, random, 5)
            ? any(places.values())
            : places.get(location.cacheKey()));
  }

  private static <T> @Nullable T any(Collection<T> values) {
    return values.stream().findFirst().orElse(null);
  }

  private <T> CompletableFuture<CacheLookup<T>> look(@Nullable T value) {
    CacheLookup<T> found =
        down
            ? new CacheLookup.Outage<>()
            : value == null ? new CacheLookup.Miss<>() : new CacheLookup.Hit<>(value);
    return CompletableFuture.completedFuture(found);
  }

  @Override
  public CompletableFuture<Stored> put(ContentKey key, RawJson payload) {
    return store(() -> kept.put(key.cacheKey(), Outcome.of(payload)));
  }

  @Override
  public CompletableFuture<Stored> putPartial(ContentKey key, RawJson payload) {
    return put(key, payload);
  }

  @Override
  public CompletableFuture<Stored> putFailure(ContentKey key, Problem problem) {
    if (!problem.code().isOfTheBytes() || kept.containsKey(key.cacheKey())) {
      return CompletableFuture.completedFuture(Stored.REFUSED);
    }
    return store(() -> kept.put(key.cacheKey(), Outcome.failed(problem)));
  }

  @Override
  public CompletableFuture<Stored> remember(Location location, ContentHash hash) {
    return store(() -> places.put(location.cacheKey(), hash));
  }

  private CompletableFuture<Stored> store(Runnable write) {
    if (!down || random.nextInt(4) == 0) {
      write.run();
    }
    return CompletableFuture.completedFuture(down ? Stored.OUTAGE : Stored.STORED);
  }

  @Override
  public void close() {
    // There is nothing to release.
  }
}
