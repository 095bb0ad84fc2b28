/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.contracts.ContentHash;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the finished pages of the documents that this worker reads at the moment.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> one entry for each busy slot.
 */
public final class ReadingProgress {
  private final Set<Entry> entries = ConcurrentHashMap.newKeySet();

  /**
   * Holds how far a document has been read.
   *
   * @param hash hash of the document's bytes
   * @param uri location of the document, with credentials if it has any
   * @param startedAt start of the reading, in epoch milliseconds
   * @param pages number of requested pages; 0 until known
   * @param done number of pages that were read or have failed
   */
  public record Reading(ContentHash hash, String uri, long startedAt, int pages, int done) {}

  /** Counts the pages of one document, until it is closed. */
  public final class Entry implements AutoCloseable {
    private final ContentHash hash;
    private final String uri;
    private final long startedAt;
    private final AtomicInteger done = new AtomicInteger();
    private volatile int pages;

    private Entry(ContentHash hash, String uri, long startedAt) {
      this.hash = hash;
      this.uri = uri;
      this.startedAt = startedAt;
    }

    /** Sets the number of requested pages. */
    void pages(int count) {
      pages = count;
    }

    /** Counts a page that was read or has failed. */
    void pageDone() {
      done.incrementAndGet();
    }

    private Reading reading() {
      return new Reading(hash, uri, startedAt, pages, done.get());
    }

    @Override
    public void close() {
      entries.remove(this);
    }
  }

  /** Begins to count for a document; {@code startedAt} is in epoch milliseconds. */
  public Entry begin(ContentHash hash, String uri, long startedAt) {
    Entry entry = new Entry(hash, uri, startedAt);
    entries.add(entry);
    return entry;
  }

  /** Returns the documents that are being read, the one that started first at the beginning. */
  public List<Reading> readings() {
    return entries.stream()
        .map(Entry::reading)
        .sorted(Comparator.comparingLong(Reading::startedAt))
        .toList();
  }
}
