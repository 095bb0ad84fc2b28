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
 * A document's pages, gone through once, and a digest of those that were gone through: getting one
 * may mean to read it from afar, and all of them may be more than memory holds.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> one page is held.
 */
final class PagesInTurn implements Iterator<Page> {
  private final Iterator<Page> pages;
  private final MessageDigest digest = ContentHash.newDigest();
  private @Nullable Page ahead;

  /** In the order of their numbers. */
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

  /** The page of that number, if there is one; those before it are passed. */
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

  /** A number that is the same whenever the pages are, in any process; to be called once, last. */
  long digest() {
    return ByteBuffer.wrap(digest.digest()).getLong();
  }
}
