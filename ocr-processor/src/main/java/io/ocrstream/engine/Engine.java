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
 * Reads documents, page by page. The port behind which an engine may live in this process or in
 * another.
 *
 * <p><b>Threading:</b> any number of threads may open documents; an open document belongs to the
 * thread that opened it.
 */
public interface Engine extends AutoCloseable {
  /**
   * Opens the document in {@code file}. Its type comes from its first bytes, never from its name.
   *
   * @param info what {@link EngineCatalog#info} gave for the options wanted
   */
  Opened open(Path file, EngineInfo info);

  /**
   * Opens the same document once more, for another thread to read other pages of it, if that makes
   * no other document wait; empty if it would.
   */
  Optional<Opened> openIfIdle(Path file, EngineInfo info);

  @Override
  void close();

  /** How opening ended. */
  sealed interface Opened {
    /** One of the two, by case. */
    <R> R fold(Function<Document, R> document, Function<Refused, R> refused);
  }

  /** An open document: close it after its last page. */
  non-sealed interface Document extends Opened, AutoCloseable {
    /** Pages in the document, from 1 up. */
    int pageCount();

    /**
     * Reads a page, its words, lines and blocks included, whatever outputs are asked for.
     *
     * @param number from 1
     * @param budget how long it may take; past it the page's problem is TIMED_OUT
     * @param memory pages read before
     */
    PageOutcome read(int number, Duration budget, PageCachePort memory);

    /**
     * Writes a PDF that looks as the document does, with the text of {@code pages} to select.
     *
     * @param pages of this document, in order, as they were read
     * @param target a file that is not there yet
     * @param budget how long it may take
     * @return what kept it from being written; empty if it was
     */
    Optional<Problem> writeSearchable(List<Page> pages, Path target, Duration budget);

    /**
     * Draws a page as it is delivered to the engine, upright as its metadata says, into a PNG that
     * browsers show; in a smaller scale where it has many pixels.
     *
     * @param number from 1
     * @param target a file that is not there yet
     * @param budget how long it may take
     * @return what kept it from being drawn; empty if it was
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
   * Not a document that can be read here.
   *
   * @param problem why
   */
  record Refused(Problem problem) implements Opened {
    @Override
    public <R> R fold(Function<Document, R> document, Function<Refused, R> refused) {
      return refused.apply(this);
    }
  }

  /** How reading a page ended. */
  sealed interface PageOutcome {
    /** One of the two, by case. */
    <R> R fold(Function<Page, R> read, Function<Problem, R> unreadable);
  }

  /**
   * It was read, if only to find it blank.
   *
   * @param page what was found
   */
  record Read(Page page) implements PageOutcome {
    @Override
    public <R> R fold(Function<Page, R> read, Function<Problem, R> unreadable) {
      return read.apply(page);
    }
  }

  /**
   * It could not be read; the other pages may.
   *
   * @param problem why
   */
  record Unreadable(Problem problem) implements PageOutcome {
    @Override
    public <R> R fold(Function<Page, R> read, Function<Problem, R> unreadable) {
      return unreadable.apply(problem);
    }
  }
}
