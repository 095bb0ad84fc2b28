/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.cache;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.ContentKey;
import io.ocrstream.contracts.Location;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The cache of payloads and the index from locations to content.
 *
 * <p><b>Threading:</b> any. No method blocks. <b>Fails:</b> never: no future completes
 * exceptionally, and each completes within the cache's deadline; an outage is {@link
 * CacheLookup.Outage} or {@link Stored#OUTAGE}.
 */
public interface ResultCache extends AutoCloseable {
  /** How a write ended. */
  enum Stored {
    /** It is there, with a time to live. */
    STORED,
    /** It may be there: the cache did not confirm it in time, refused, or is known to be down. */
    OUTAGE,
    /** It is not kept here: too large, or of a kind that is not kept. */
    REFUSED
  }

  /**
   * Looks up what is known under {@code key}: the payload, or why there is none. A value that is
   * neither is a miss.
   */
  CompletableFuture<CacheLookup<Outcome<RawJson>>> recall(ContentKey key);

  /**
   * Looks up several, each as {@link #recall} does, in the order of {@code keys}. What is asked for
   * together may share system calls and the deadline.
   */
  default List<CompletableFuture<CacheLookup<Outcome<RawJson>>>> recallAll(List<ContentKey> keys) {
    return keys.stream().map(this::recall).toList();
  }

  /** Looks up the payload under {@code key}; a miss where there is none, whatever the reason. */
  default CompletableFuture<CacheLookup<RawJson>> find(ContentKey key) {
    return recall(key)
        .thenApply(
            known ->
                known.fold(
                    kept -> kept.fold(CacheLookup.Hit::new, failure -> new CacheLookup.Miss<>()),
                    CacheLookup.Miss::new,
                    CacheLookup.Outage::new));
  }

  /** Looks up which content stands at {@code location}; it should be pinned. */
  CompletableFuture<CacheLookup<ContentHash>> locate(Location location);

  /** Puts a payload that was read from bytes with the key's hash. */
  CompletableFuture<Stored> put(ContentKey key, RawJson payload);

  /** Puts a payload that lacks pages, for a shorter time: later they may be readable. */
  CompletableFuture<Stored> putPartial(ContentKey key, RawJson payload);

  /**
   * Puts why there is no payload of bytes with the key's hash, for a short time. Never in the place
   * of a payload; {@link Stored#REFUSED} where there is a value, and for a problem that another
   * attempt may not meet.
   */
  CompletableFuture<Stored> putFailure(ContentKey key, Problem problem);

  /** Puts which content stands at a pinned {@code location}. */
  CompletableFuture<Stored> remember(Location location, ContentHash hash);

  @Override
  void close();
}
