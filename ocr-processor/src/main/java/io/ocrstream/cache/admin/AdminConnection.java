/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.admin;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.ocrstream.cache.redis.RedisAddress;
import io.ocrstream.cache.redis.RedisDialer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A separate connection for administrators' commands, which may take longer than look-ups. No other
 * class lists keys. In a cluster, keys are listed on each primary.
 *
 * <p><b>Threading:</b> one thread, which it blocks. <b>Bounds:</b> {@link #TIMEOUT} for each
 * command; {@link #PIPELINED} values in memory. <b>Fails:</b> with a {@link RedisException}.
 */
final class AdminConnection implements AutoCloseable {
  /** Time limit for one command. */
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  /**
   * Number of keys that the server scans per SCAN call. It serves other clients between the calls.
   */
  static final int SCANNED = 500;

  /** Maximum number of large values that are read at once. */
  static final int PIPELINED = 8;

  private final AbstractRedisClient client;
  private final RedisClusterCommands<String, byte[]> waiting;
  private final RedisClusterAsyncCommands<String, byte[]> pipelined;

  private AdminConnection(
      AbstractRedisClient client,
      RedisClusterCommands<String, byte[]> waiting,
      RedisClusterAsyncCommands<String, byte[]> pipelined) {
    this.client = client;
    this.waiting = waiting;
    this.pipelined = pipelined;
  }

  static AdminConnection open(RedisAddress address) {
    return address.isCluster() ? cluster(address) : standalone(address);
  }

  private static AdminConnection standalone(RedisAddress address) {
    RedisClient client = RedisClient.create();
    try {
      StatefulRedisConnection<String, byte[]> connection =
          client.connect(RedisDialer.CODEC, address.nodes().get(0));
      return new AdminConnection(client, connection.sync(), connection.async());
    } catch (RuntimeException e) {
      client.shutdown();
      throw e;
    }
  }

  private static AdminConnection cluster(RedisAddress address) {
    RedisClusterClient client = RedisClusterClient.create(address.nodes());
    try {
      StatefulRedisClusterConnection<String, byte[]> connection = client.connect(RedisDialer.CODEC);
      return new AdminConnection(client, connection.sync(), connection.async());
    } catch (RuntimeException e) {
      client.shutdown();
      throw e;
    }
  }

  RedisClusterCommands<String, byte[]> commands() {
    return waiting;
  }

  /** Processes a batch of keys. */
  interface Batch<E extends Exception> {
    void take(List<String> keys) throws E;
  }

  /**
   * Passes the keys that match {@code pattern} to {@code batch}, in batches. A key may appear more
   * than once.
   */
  <E extends Exception> void scan(String pattern, Batch<E> batch) throws E {
    ScanArgs args = ScanArgs.Builder.matches(pattern).limit(SCANNED);
    KeyScanCursor<String> cursor = waiting.scan(args);
    batch.take(cursor.getKeys());
    while (!cursor.isFinished()) {
      cursor = waiting.scan(cursor, args);
      batch.take(cursor.getKeys());
    }
  }

  /**
   * Sends one command for each of {@code keys}, pipelined. Returns the answers in the order of
   * {@code keys}, with null for nil.
   */
  <T> List<T> all(
      List<String> keys,
      Function<RedisClusterAsyncCommands<String, byte[]>, Function<String, RedisFuture<T>>> how) {
    Function<String, RedisFuture<T>> command = how.apply(pipelined);
    List<RedisFuture<T>> sent = keys.stream().map(command).toList();
    List<T> answers = new ArrayList<>(sent.size());
    for (RedisFuture<T> future : sent) {
      answers.add(LettuceFutures.awaitOrCancel(future, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    }
    return answers;
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
