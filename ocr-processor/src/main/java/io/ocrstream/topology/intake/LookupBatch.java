/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.intake;

import io.ocrstream.cache.CacheLookup;
import io.ocrstream.cache.ResultCache;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.RawJson;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Cache look-ups that are sent together. A key that several events request is looked up once, and
 * its payload is held in memory once.
 *
 * <p><b>Threading:</b> one thread; the futures may complete on any thread. <b>Bounds:</b> the
 * events of the records that are started together.
 */
final class LookupBatch {
  private final Map<ContentKey, CompletableFuture<CacheLookup<Outcome<RawJson>>>> batch =
      new LinkedHashMap<>();

  /** Returns a future for {@code key}. It completes after {@link #ask} is called. */
  CompletableFuture<CacheLookup<Outcome<RawJson>>> find(ContentKey key) {
    return batch.computeIfAbsent(key, k -> new CompletableFuture<>());
  }

  /** Sends all look-ups to {@code cache}. Call this once, after the last {@link #find}. */
  void ask(ResultCache cache) {
    if (batch.isEmpty()) {
      return;
    }
    Iterator<CompletableFuture<CacheLookup<Outcome<RawJson>>>> answers =
        cache.recallAll(List.copyOf(batch.keySet())).iterator();
    for (CompletableFuture<CacheLookup<Outcome<RawJson>>> question : batch.values()) {
      // The cache's future never fails and completes within the cache's deadline, so this one does
      // too.
      var unused = answers.next().thenAccept(question::complete);
    }
  }
}
