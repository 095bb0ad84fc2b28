/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.ocrstream.cache.redis.RedisCache;
import io.ocrstream.config.Settings;
import java.util.Random;

/** Opens the cache that all roles of a process share, with one connection and one set of meters. */
public final class Caches {
  private Caches() {}

  /** Opens the cache; it connects in the background. */
  public static RedisCache open(Settings settings, MeterRegistry registry) {
    RedisCache cache =
        new RedisCache(settings.cache(), registry, SteadyClock.start(), new Random());
    cache.connect();
    return cache;
  }
}
