/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A document that is open in a child process. When that process is lost or replaced, another one
 * opens the document again.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> {@link #ATTEMPTS} for opening and for each page.
 */
final class IsolatedDocument implements Engine.Document {
  static final int ATTEMPTS = 2;

  /** Maximum wait for a child, as a multiple of the page timeout. */
  private static final int PATIENCE_PAGE_TIMEOUTS = 3;

  private final ChildPool pool;
  private final Path file;
  private final EngineInfo info;
  private final Limits limits;
  private @Nullable Child child;
  private boolean open;
  private boolean helper;
  private int pageCount;

  /**
   * Time limits.
   *
   * @param opening limit for opening a document
   * @param closing limit for closing a document
   */
  record Limits(Duration opening, Duration closing) {}

  IsolatedDocument(ChildPool pool, Path file, EngineInfo info, Limits limits) {
    this.pool = pool;
    this.file = file;
    this.info = info;
    this.limits = limits;
  }

  /** Work of a child on the open document. */
  @FunctionalInterface
  private interface Work<T> {
    T by(Child child) throws LostChildException;
  }

  /** Makes this document give its child back between pages if others wait for one. */
  IsolatedDocument helping(Child lent) {
    child = lent;
    helper = true;
    return this;
  }

  /** Opens the document. */
  Outcome<Engine.Document> opened() {
    Outcome<Engine.Document> opened = attempt(ignored -> Outcome.of(this), Outcome::failed);
    if (opened.problem().isPresent()) {
      close();
    }
    return opened;
  }

  @Override
  public int pageCount() {
    return pageCount;
  }

  @Override
  public Outcome<Page> read(int number, Duration timeout, PageCachePort memory) {
    Outcome<Page> outcome = attempt(child -> child.read(number, timeout, memory), Outcome::failed);
    Child held = child;
    if (held != null && (pool.isWornOut(held) || (helper && pool.isShort()))) {
      close();
    }
    return outcome;
  }

  @Override
  public Optional<Problem> writeSearchable(List<Page> pages, Path target, Duration timeout) {
    return attempt(child -> child.write(pages, target, timeout), Optional::of);
  }

  @Override
  public Optional<Problem> draw(int number, long maxPixels, Path target, Duration timeout) {
    return attempt(child -> child.draw(number, maxPixels, target, timeout), Optional::of);
  }

  /** Runs {@code work} on a child, and on another one if the first is lost. */
  private <T> T attempt(Work<T> work, Function<Problem, T> failed) {
    Problem problem = Child.none().problem();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        Optional<Problem> refused = reopen();
        return refused.isPresent() ? failed.apply(refused.get()) : work.by(held());
      } catch (LostChildException e) {
        forget();
        problem = e.problem().after(attempt);
        if (!e.isWorthAnother()) {
          break;
        }
      }
    }
    return failed.apply(problem);
  }

  /** Opens the document in a child unless it is open; returns why the child rejects it. */
  private Optional<Problem> reopen() throws LostChildException {
    if (open) {
      return Optional.empty();
    }
    if (child == null) {
      child = lent();
    }
    Messages.Opened opened = held().open(file, info, limits.opening());
    open = opened.problem() == null;
    pageCount = open ? opened.pageCount() : pageCount;
    return Optional.ofNullable(opened.problem());
  }

  private Child lent() throws LostChildException {
    try {
      return pool.lend(limits.opening().multipliedBy(PATIENCE_PAGE_TIMEOUTS))
          .orElseThrow(Child::none);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Child.none();
    }
  }

  private Child held() {
    if (child == null) {
      throw new IllegalStateException("No child process is held");
    }
    return child;
  }

  private void forget() {
    if (child != null) {
      pool.lost(child);
    }
    child = null;
    open = false;
  }

  /** Gives the child back. The document can still be read, by another child. */
  @Override
  public void close() {
    if (child == null) {
      return;
    }
    try {
      if (open) {
        child.closeDocument(limits.closing());
      }
      pool.giveBack(child);
      child = null;
      open = false;
    } catch (LostChildException e) {
      forget();
    }
  }
}
