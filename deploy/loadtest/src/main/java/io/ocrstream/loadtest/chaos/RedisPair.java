/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.chaos;

import io.ocrstream.embedded.EmbeddedRedis;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a Redis with a replica behind a proxy that leads to the current primary, like a Sentinel or
 * a provider's address.
 *
 * <p><b>Threading:</b> one thread.
 */
final class RedisPair implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisPair.class);

  /** Initial memory limit of both servers. */
  static final String MAX_MEMORY = EmbeddedRedis.MAX_MEMORY;

  private final FaultyProxy proxy;
  private EmbeddedRedis primary = EmbeddedRedis.temporary();
  private EmbeddedRedis replica = EmbeddedRedis.temporary();

  RedisPair() throws IOException {
    proxy = new FaultyProxy(primary.port());
    forget(primary);
    follow();
  }

  /** Returns the URI that roles connect to. */
  String uri() {
    return "redis://127.0.0.1:" + proxy.port();
  }

  FaultyProxy proxy() {
    return proxy;
  }

  /** Sends a line to the primary; ignored while the primary is down or paused. */
  void tell(String line) {
    tell(primary, line);
  }

  /** Restarts the primary, which is empty because it does not save. */
  void restart() {
    primary.stop();
    primary.start();
    forget(primary);
  }

  /** Promotes the replica; the old primary becomes its replica. */
  void failOver() {
    EmbeddedRedis old = primary;
    old.stop();
    primary = replica;
    replica = old;
    tell(primary, "REPLICAOF NO ONE");
    proxy.setTarget(primary.port());
    proxy.cut();
    old.start();
    follow();
  }

  private void follow() {
    forget(replica);
    tell(replica, "REPLICAOF 127.0.0.1 " + primary.port());
  }

  /** Prevents a replica from reading its initial copy from a file at the next start. */
  private static void forget(EmbeddedRedis redis) {
    tell(redis, "CONFIG SET repl-diskless-sync-delay 0");
    tell(redis, "CONFIG SET repl-diskless-sync yes");
    tell(redis, "CONFIG SET rdb-del-sync-files yes");
  }

  private static void tell(EmbeddedRedis redis, String line) {
    try {
      new RedisConsole(redis.port()).tell(line);
    } catch (IOException e) {
      LOG.debug("redis did not hear {}: {}", line, e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    replica.close();
    primary.close();
  }
}
