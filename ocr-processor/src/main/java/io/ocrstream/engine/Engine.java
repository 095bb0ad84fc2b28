/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Recognises documents page by page. Implementations run in this process or in child processes.
 *
 * <p><b>Threading:</b> any thread may open documents; an open document belongs to the thread that
 * opened it.
 */
public interface Engine extends AutoCloseable {
  /**
   * Opens the document in {@code file}. Its type is determined by its first bytes, never by its
   * name.
   *
   * @param info the description that {@link EngineCatalog#info} returned for the options
   */
  Outcome<Document> open(Path file, EngineInfo info);

  /**
   * Opens the document once more, so that another thread can read its other pages in parallel;
   * empty if other documents would have to wait.
   */
  Optional<Outcome<Document>> openIfIdle(Path file, EngineInfo info);

  @Override
  void close();

  /** An open document. Close it after the last page. */
  interface Document extends AutoCloseable {
    /** Returns the number of pages. */
    int pageCount();

    /**
     * Reads a page with its words, lines and blocks, whatever outputs are requested.
     *
     * @param number from 1
     * @param timeout time limit; a page that exceeds it has the problem {@code TIMED_OUT}
     * @param memory cache of pages read before
     */
    Outcome<Page> read(int number, Duration timeout, PageCachePort memory);

    /**
     * Writes a PDF that looks like the document and has the text of {@code pages} as a selectable
     * layer.
     *
     * @param pages results for pages of this document, in order
     * @param target path of a file that does not exist yet
     * @param timeout time limit
     * @return why the file could not be written; empty if it was
     */
    Optional<Problem> writeSearchable(List<Page> pages, Path target, Duration timeout);

    /**
     * Renders a page, upright by its metadata, as a PNG that browsers show. Large pages are scaled
     * down.
     *
     * @param number from 1
     * @param maxPixels maximum pixels of the image; a lower limit of the engine applies too
     * @param target path of a file that does not exist yet
     * @param timeout time limit
     * @return why the page could not be rendered; empty if it was
     */
    Optional<Problem> draw(int number, long maxPixels, Path target, Duration timeout);

    @Override
    void close();
  }
}
