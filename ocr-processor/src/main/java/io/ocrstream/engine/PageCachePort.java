/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.Page;
import java.util.Optional;

/**
 * Pages that were read before, by what they look like. An engine asks it before it reads a page's
 * image, and tells it what it read; what does not come from an image is neither asked for nor told.
 *
 * <p><b>Threading:</b> called on the thread that reads the page. <b>Fails:</b> never; a memory that
 * is away remembers nothing.
 */
public interface PageCachePort {
  /** Remembers nothing. */
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
   * The page that was read of an image, whatever number it had there.
   *
   * @param digest hex digits over the decoded image, its size and resolution
   */
  Optional<Page> find(String digest);

  /**
   * Remembers a page, words, lines and blocks included.
   *
   * @param digest as for {@link #find}
   */
  void keep(String digest, Page page);
}
