/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
  Opened open(Path file, EngineInfo info);

  /**
   * Opens the document once more, so that another thread can read other pages of it in parallel;
   * empty where other documents would have to wait for that.
   */
  Optional<Opened> openIfIdle(Path file, EngineInfo info);

  @Override
  void close();

  /** The result of opening a document. */
  sealed interface Opened {
    /** Applies the function of the case at hand. */
    <R> R fold(Function<Document, R> document, Function<Refused, R> refused);
  }

  /** An open document. Close it after the last page. */
  non-sealed interface Document extends Opened, AutoCloseable {
    /** Returns the number of pages. */
    int pageCount();

    /**
     * Reads a page with its words, lines and blocks, whatever outputs are requested.
     *
     * @param number from 1
     * @param budget time limit; past it the page's problem is {@code TIMED_OUT}
     * @param memory cache of pages read before
     */
    PageOutcome read(int number, Duration budget, PageCachePort memory);

    /**
     * Writes a PDF that looks like the document and has the text of {@code pages} as a selectable
     * layer.
     *
     * @param pages results for pages of this document, in order
     * @param target path of a file that does not exist yet
     * @param budget time limit
     * @return why the file could not be written; empty where it was
     */
    Optional<Problem> writeSearchable(List<Page> pages, Path target, Duration budget);

    /**
     * Renders a page, upright by its metadata, as a PNG that browsers show. Large pages are scaled
     * down.
     *
     * @param number from 1
     * @param target path of a file that does not exist yet
     * @param budget time limit
     * @return why the page could not be rendered; empty where it was
     */
    Optional<Problem> draw(int number, Path target, Duration budget);

    @Override
    void close();

    @Override
    default <R> R fold(Function<Document, R> document, Function<Refused, R> refused) {
      return document.apply(this);
    }
  }

  /**
   * A document that cannot be read.
   *
   * @param problem the reason
   */
  record Refused(Problem problem) implements Opened {
    @Override
    public <R> R fold(Function<Document, R> document, Function<Refused, R> refused) {
      return refused.apply(this);
    }
  }

  /** The result of reading a page. */
  sealed interface PageOutcome {
    /** Applies the function of the case at hand. */
    <R> R fold(Function<Page, R> read, Function<Problem, R> unreadable);
  }

  /**
   * The page was read. It may be blank.
   *
   * @param page the result
   */
  record Read(Page page) implements PageOutcome {
    @Override
    public <R> R fold(Function<Page, R> read, Function<Problem, R> unreadable) {
      return read.apply(page);
    }
  }

  /**
   * The page cannot be read. Other pages of the document may still be readable.
   *
   * @param problem the reason
   */
  record Unreadable(Problem problem) implements PageOutcome {
    @Override
    public <R> R fold(Function<Page, R> read, Function<Problem, R> unreadable) {
      return unreadable.apply(problem);
    }
  }
}
