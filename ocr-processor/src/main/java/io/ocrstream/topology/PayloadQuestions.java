/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology;

import io.ocrstream.cache.Kept;
import io.ocrstream.cache.Lookup;
import io.ocrstream.cache.ResultCache;
import io.ocrstream.contracts.ContentKey;
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
final class PayloadQuestions {
  private final Map<ContentKey, CompletableFuture<Lookup<Kept>>> questions = new LinkedHashMap<>();

  /** What will be known of {@code key} after {@link #ask}. */
  CompletableFuture<Lookup<Kept>> find(ContentKey key) {
    return questions.computeIfAbsent(key, k -> new CompletableFuture<>());
  }

  /** Asks; to be called once, after the last {@link #find}. */
  void ask(ResultCache cache) {
    if (questions.isEmpty()) {
      return;
    }
    Iterator<CompletableFuture<Lookup<Kept>>> answers =
        cache.recallAll(List.copyOf(questions.keySet())).iterator();
    for (CompletableFuture<Lookup<Kept>> question : questions.values()) {
      // It ends as the question: never exceptionally, and within the cache's deadline.
      var unused = answers.next().thenAccept(question::complete);
    }
  }
}
