/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.searchable;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Page;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Iterates once over a document's pages and computes a digest of them. Getting a page may need a
 * request to another process, and all pages together may exceed the memory.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> holds one page.
 */
final class PagesInTurn implements Iterator<Page> {
  private final Iterator<Page> pages;
  private final MessageDigest digest = ContentHash.newDigest();
  private @Nullable Page ahead;

  /** Creates an iterator over {@code pages}, which are in the order of their numbers. */
  PagesInTurn(List<Page> pages) {
    this.pages = pages.iterator();
  }

  @Override
  public boolean hasNext() {
    return ahead != null || pages.hasNext();
  }

  @Override
  public Page next() {
    Page next = peek().orElseThrow(NoSuchElementException::new);
    ahead = null;
    return next;
  }

  /** Returns the page with that number, if there is one, and skips those before it. */
  Optional<Page> next(int number) {
    while (peek().filter(page -> page.number() < number).isPresent()) {
      ahead = null;
    }
    Optional<Page> found = peek().filter(page -> page.number() == number);
    if (found.isPresent()) {
      ahead = null;
    }
    return found;
  }

  private Optional<Page> peek() {
    if (ahead == null && pages.hasNext()) {
      Page page = pages.next();
      digest.update(Json.write(page));
      ahead = page;
    }
    return Optional.ofNullable(ahead);
  }

  /** Returns a number that depends only on the pages. Call it once, after the last page. */
  long digest() {
    return ByteBuffer.wrap(digest.digest()).getLong();
  }
}
