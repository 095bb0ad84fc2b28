/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The hosts, the user and the password in {@code cache.uri}.
 *
 * <p>Forms: {@code redis://user:password@host:port/database}, {@code rediss://…} for TLS, {@code
 * redis-sentinel://password@sentinel:port,sentinel:port/database#master}. A cluster has several
 * hosts, either {@code redis://a:1,b:2} or {@code redis://a:1,redis://b:2}. Users and passwords are
 * percent-encoded.
 *
 * <p><b>Threading:</b> immutable. <b>Fails:</b> {@link #parse} throws if the URI is invalid.
 */
public final class RedisAddress {
  private final List<RedisURI> nodes;
  private final boolean cluster;

  private RedisAddress(List<RedisURI> nodes, boolean cluster) {
    this.nodes = List.copyOf(nodes);
    this.cluster = cluster;
  }

  /**
   * Parses the setting.
   *
   * @param connectTimeout time limit for opening one connection, the handshake included
   * @throws IllegalArgumentException if the URI is invalid; the message quotes no part of it
   */
  public static RedisAddress parse(String setting, boolean cluster, Duration connectTimeout) {
    List<RedisURI> nodes = new ArrayList<>();
    try {
      if (cluster) {
        for (String part : setting.split(",\\s*(?=rediss?://)", -1)) {
          nodes.addAll(RedisClusterURIUtil.toRedisURIs(URI.create(part.strip())));
        }
      } else {
        nodes.add(RedisURI.create(setting.strip()));
      }
    } catch (RuntimeException e) {
      throw unusable("is not a Redis URI");
    }
    check(nodes, cluster);
    nodes.forEach(node -> node.setTimeout(connectTimeout));
    return new RedisAddress(nodes, cluster);
  }

  private static void check(List<RedisURI> nodes, boolean cluster) {
    for (RedisURI node : nodes) {
      String host = node.getHost();
      if (!node.getSentinels().isEmpty()) {
        if (cluster) {
          throw unusable("names a Sentinel, but cache.cluster is set");
        }
      } else if (node.getSocket() == null && (host == null || host.isEmpty())) {
        throw unusable("names no host");
      } else if (host != null && host.contains(",")) {
        throw unusable("names several hosts: set cache.cluster, or use redis-sentinel://");
      } else if (host != null
          && host.indexOf(':') >= 0
          && host.indexOf(':') == host.lastIndexOf(':')) {
        // Lettuce treats a port that is not a number as part of the host. IPv6 has two colons or
        // more.
        throw unusable("names a port that is no number");
      }
    }
  }

  // No cause, because messages of Lettuce quote the URI with its password.
  private static IllegalArgumentException unusable(String why) {
    return new IllegalArgumentException("cache.uri " + why);
  }

  public List<RedisURI> nodes() {
    return nodes;
  }

  public boolean isCluster() {
    return cluster;
  }

  /** Returns the number of nodes only. Hosts and credentials stay out of logs. */
  @Override
  public String toString() {
    return "RedisAddress[" + nodes.size() + (cluster ? " cluster nodes]" : " node]");
  }
}
