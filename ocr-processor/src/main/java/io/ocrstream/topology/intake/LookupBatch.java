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
 * Payloads that are asked for together. A key that several events ask for is looked up once, and
 * its payload stands in memory once.
 *
 * <p><b>Threading:</b> one thread; the futures may be completed on any. <b>Bounds:</b> the events
 * of the records that are begun together.
 */
final class LookupBatch {
  private final Map<ContentKey, CompletableFuture<CacheLookup<Outcome<RawJson>>>> questions =
      new LinkedHashMap<>();

  /** What will be known of {@code key} after {@link #ask}. */
  CompletableFuture<CacheLookup<Outcome<RawJson>>> find(ContentKey key) {
    return questions.computeIfAbsent(key, k -> new CompletableFuture<>());
  }

  /** Asks; to be called once, after the last {@link #find}. */
  void ask(ResultCache cache) {
    if (questions.isEmpty()) {
      return;
    }
    Iterator<CompletableFuture<CacheLookup<Outcome<RawJson>>>> answers =
        cache.recallAll(List.copyOf(questions.keySet())).iterator();
    for (CompletableFuture<CacheLookup<Outcome<RawJson>>> question : questions.values()) {
      // It ends as the question: never exceptionally, and within the cache's deadline.
      var unused = answers.next().thenAccept(question::complete);
    }
  }
}
