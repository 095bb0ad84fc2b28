/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.gateway;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the requests that wait for their answer, and the newest answers, so that a repeated
 * request joins the first one. A forgotten request is published again; its answer then comes from
 * the cache.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> answers of the given number of bytes, {@link
 * #MAX_ANSWERS} of them, and {@link #MAX_KEYS}; the oldest are forgotten. The client limits the
 * requests that wait.
 */
final class KnownRequests {
  /** Maximum number of remembered answers. */
  static final int MAX_ANSWERS = 10_000;

  /** Maximum number of remembered idempotency keys. */
  static final int MAX_KEYS = 10_000;

  private final long maxBytes;
  private final Map<String, Known> waiting = new HashMap<>();
  private final Map<String, GatewayResponse> answered = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, String> ids = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * A request.
   *
   * @param acknowledged completes with true when the brokers have the event
   * @param answer completes with the response to the answer
   * @param isNew whether the caller has to publish the event
   */
  record Known(
      CompletableFuture<Boolean> acknowledged,
      CompletableFuture<GatewayResponse> answer,
      boolean isNew) {}

  KnownRequests(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Returns whether a key belongs to this id; a new key belongs to it from now on. */
  synchronized boolean claim(String key, String id) {
    String owner = ids.putIfAbsent(key, id);
    forgetEldest(ids, MAX_KEYS);
    return owner == null || owner.equals(id);
  }

  private static void forgetEldest(Map<String, ?> map, int most) {
    if (map.size() > most) {
      var eldest = map.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /** Returns the request with this id, which is new if it is not known. */
  synchronized Known join(String id) {
    GatewayResponse answer = answered.get(id);
    if (answer != null) {
      return new Known(
          CompletableFuture.completedFuture(true),
          CompletableFuture.completedFuture(answer),
          false);
    }
    Known known = waiting.get(id);
    if (known != null) {
      return new Known(known.acknowledged(), known.answer(), false);
    }
    Known opened = new Known(new CompletableFuture<>(), new CompletableFuture<>(), true);
    waiting.put(id, opened);
    return opened;
  }

  /**
   * Ends a request that {@link #join} returned as new. A response that is not final is forgotten.
   */
  void end(String id, GatewayResponse response) {
    Known ended = ended(id, response);
    if (ended != null) {
      ended.answer().complete(response);
    }
  }

  private synchronized @Nullable Known ended(String id, GatewayResponse response) {
    if (response.isFinal() && response.body().utf8().length <= maxBytes) {
      GatewayResponse replaced = answered.put(id, response);
      bytes +=
          response.body().utf8().length - (replaced == null ? 0 : replaced.body().utf8().length);
      while (bytes > maxBytes || answered.size() > MAX_ANSWERS) {
        var eldest = answered.values().iterator();
        bytes -= eldest.next().body().utf8().length;
        eldest.remove();
      }
    }
    return waiting.remove(id);
  }
}
