/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.ops;

import static java.net.HttpURLConnection.HTTP_OK;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /ocr/stats} with the fields of the old service and the counters. It also answers
 * while Redis is unavailable.
 *
 * <p><b>Threading:</b> any.
 */
public final class StatsEndpoint implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(StatsEndpoint.class);

  private final String service;
  private final Supplier<RedisFigures> cache;
  private final Supplier<AnswerCounts> counts;
  private final Supplier<Map<String, ?>> more;

  /**
   * Creates the endpoint.
   *
   * @param service the process's name
   * @param cache called at every request; must return within one second
   * @param counts called at every request
   * @param more further fields, called at every request; their order is kept
   */
  public StatsEndpoint(
      String service,
      Supplier<RedisFigures> cache,
      Supplier<AnswerCounts> counts,
      Supplier<Map<String, ?>> more) {
    this.more = more;
    this.service = service;
    this.cache = cache;
    this.counts = counts;
  }

  @Override
  public HttpAnswer get() {
    AnswerCounts now = counts.get();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("service", service);
    object.put("cache", row(cacheStats()));
    object.put("hits", now.hits());
    object.put("misses", now.misses());
    object.put("coalesced", now.coalesced());
    object.put("failures", now.failures());
    object.put("hit_ratio", now.hitRatio());
    object.putAll(more.get());
    return HttpAnswer.json(HTTP_OK, object);
  }

  private RedisFigures cacheStats() {
    try {
      return cache.get();
    } catch (RuntimeException e) {
      // Without the message, because a driver's message may contain the server and its user.
      LOG.warn("The statistics of Redis could not be read: {}", e.getClass().getName());
      return RedisFigures.DISCONNECTED;
    }
  }

  private static Map<String, @Nullable Object> row(RedisFigures stats) {
    Duration uptime = stats.uptime();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("connected", stats.connected());
    row.put("keys", stats.keys());
    row.put("memory", stats.memory());
    row.put("uptime", uptime == null ? null : uptime.toSeconds());
    return row;
  }
}
