/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import io.ocrstream.cache.Kept;
import io.ocrstream.cache.Lookup;
import io.ocrstream.cache.ResultCache;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Redis: at times it does not answer, and then has or has not done what it was told. */
final class SimCache implements ResultCache {
  private final Random random;
  private final Map<String, Kept> kept = new HashMap<>();
  private final Map<String, ContentHash> places = new HashMap<>();
  private boolean down;

  SimCache(Random random) {
    this.random = random;
  }

  void setDown(boolean isDown) {
    down = isDown;
  }

  /** Some entries go, or all of them. */
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
  public CompletableFuture<Lookup<Kept>> recall(ContentKey key) {
    return look(kept.get(key.cacheKey()));
  }

  @Override
  public CompletableFuture<Lookup<ContentHash>> locate(Location location) {
    return look(places.get(location.cacheKey()));
  }

  private <T> CompletableFuture<Lookup<T>> look(@Nullable T value) {
    Lookup<T> found =
        down
            ? new Lookup.Outage<>()
            : value == null ? new Lookup.Miss<>() : new Lookup.Hit<>(value);
    return CompletableFuture.completedFuture(found);
  }

  @Override
  public CompletableFuture<Stored> put(ContentKey key, RawJson payload) {
    return store(() -> kept.put(key.cacheKey(), new Kept.Payload(payload)));
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
    return store(() -> kept.put(key.cacheKey(), new Kept.Failure(problem)));
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
    // Nothing to let go of.
  }
}
