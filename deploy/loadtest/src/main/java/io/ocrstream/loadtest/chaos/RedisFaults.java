/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

/**
 * Injects faults into Redis and its connections.
 *
 * <p><b>Threading:</b> one thread.
 */
final class RedisFaults {
  /** More replicas than exist, so that Redis rejects writes. */
  private static final int TOO_MANY_REPLICAS = 9;

  private final RedisPair redis;
  private final FaultPlan.Later later;

  RedisFaults(RedisPair redis, FaultPlan.Later later) {
    this.redis = redis;
    this.later = later;
  }

  void inject(InjectedFault fault, long lasting) {
    switch (fault) {
      case REDIS_KILL -> kill(lasting, redis::restart);
      case REDIS_FAILOVER -> kill(lasting, redis::failOver);
      case REDIS_PAUSE -> redis.tell("CLIENT PAUSE " + lasting + " ALL");
      case REDIS_FULL -> {
        redis.tell("CONFIG SET maxmemory-policy noeviction");
        redis.tell("CONFIG SET maxmemory 1");
        later.in(lasting, this::mend);
      }
      case REDIS_READ_ONLY -> {
        redis.tell("CONFIG SET min-replicas-to-write " + TOO_MANY_REPLICAS);
        later.in(lasting, this::mend);
      }
      case REDIS_FLUSH -> redis.tell("FLUSHALL");
      case REDIS_CUT -> redis.proxy().cut();
      case REDIS_STALL -> {
        redis.proxy().setStalled(true);
        later.in(lasting, () -> redis.proxy().setStalled(false));
      }
      default -> throw new IllegalArgumentException(fault + " is not a fault of Redis");
    }
  }

  private void kill(long lasting, FaultPlan.Action mending) {
    redis.tell("SHUTDOWN NOSAVE");
    later.in(lasting, mending);
  }

  /** Restores the initial settings. */
  void mend() {
    redis.tell("CONFIG SET min-replicas-to-write 0");
    redis.tell("CONFIG SET maxmemory " + RedisPair.MAX_MEMORY);
    redis.tell("CONFIG SET maxmemory-policy allkeys-lru");
  }
}
