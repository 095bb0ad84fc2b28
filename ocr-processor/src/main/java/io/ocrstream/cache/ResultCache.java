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
 * The cache of payloads, and the index from locations to content hashes.
 *
 * <p><b>Threading:</b> any; no method blocks, except that {@link #close} may. <b>Fails:</b> never:
 * no future completes exceptionally, and each completes within the cache's deadline. An outage is
 * {@link CacheLookup.Outage} or {@link Stored#OUTAGE}.
 */
public interface ResultCache extends AutoCloseable {
  /** The result of a write. */
  enum Stored {
    /** The value is stored with a time to live. */
    STORED,
    /**
     * The value may be stored: the cache did not confirm it in time, refused, or is known to be
     * down.
     */
    OUTAGE,
    /**
     * The value is not stored: it is too large or of a kind that is not cached, or a value exists
     * already.
     */
    REFUSED
  }

  /**
   * Looks up the outcome stored under {@code key}: a payload, or the failure that replaces it. A
   * value that is neither is a miss.
   */
  CompletableFuture<CacheLookup<Outcome<RawJson>>> recall(ContentKey key);

  /**
   * Looks up several keys, each as {@link #recall} does. Returns the look-ups in the order of
   * {@code keys}. Keys that are looked up together may share system calls and the deadline.
   */
  default List<CompletableFuture<CacheLookup<Outcome<RawJson>>>> recallAll(List<ContentKey> keys) {
    return keys.stream().map(this::recall).toList();
  }

  /** Looks up the payload under {@code key}. A stored failure is a miss. */
  default CompletableFuture<CacheLookup<RawJson>> find(ContentKey key) {
    return recall(key)
        .thenApply(
            known ->
                known.fold(
                    kept -> kept.fold(CacheLookup.Hit::new, failure -> new CacheLookup.Miss<>()),
                    CacheLookup.Miss::new,
                    CacheLookup.Outage::new));
  }

  /** Looks up the hash of the content at {@code location}, which should be pinned. */
  CompletableFuture<CacheLookup<ContentHash>> locate(Location location);

  /** Stores a payload that was read from bytes with the hash in {@code key}. */
  CompletableFuture<Stored> put(ContentKey key, RawJson payload);

  /**
   * Stores a payload with missing pages. Its time to live is shorter, because the pages may be
   * readable later.
   */
  CompletableFuture<Stored> putPartial(ContentKey key, RawJson payload);

  /**
   * Stores the failure to read bytes with the hash in {@code key}, for a short time. A failure
   * never replaces a stored value. Returns {@link Stored#REFUSED} if there is a value, or if
   * another attempt may avoid the problem.
   */
  CompletableFuture<Stored> putFailure(ContentKey key, Problem problem);

  /** Stores the hash of the content at a pinned {@code location}. */
  CompletableFuture<Stored> remember(Location location, ContentHash hash);

  @Override
  void close();
}
