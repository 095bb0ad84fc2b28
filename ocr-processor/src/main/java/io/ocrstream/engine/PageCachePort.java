/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.Page;
import java.util.Optional;

/**
 * A cache of pages by the digest of their image. An engine asks it before it recognises an image
 * and gives it the result. Text layers are not cached here.
 *
 * <p><b>Threading:</b> the thread that reads the page. <b>Fails:</b> never; an unavailable cache is
 * empty.
 */
public interface PageCachePort {
  /** A cache that is always empty. */
  PageCachePort NONE =
      new PageCachePort() {
        @Override
        public Optional<Page> find(String digest) {
          return Optional.empty();
        }

        @Override
        public void keep(String digest, Page page) {}
      };

  /**
   * Returns the cached page of an image, with the page number that it had then.
   *
   * @param digest SHA-256 of the decoded image, its size and resolution, in hex digits
   */
  Optional<Page> find(String digest);

  /**
   * Caches a page with its words, lines and blocks.
   *
   * @param digest as in {@link #find}
   */
  void keep(String digest, Page page);
}
