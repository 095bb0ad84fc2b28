/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.EngineInfo;
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
 * A document that a child has open; when that child is lost, or old, another one opens it again.
 *
 * <p><b>Threading:</b> one thread. <b>Bounds:</b> {@link #ATTEMPTS} at opening, and at each page.
 */
final class IsolatedDocument implements Engine.Document {
  static final int ATTEMPTS = 2;

  /** Longest that a document waits for a child, in the longest times that a page may take. */
  private static final int PATIENCE = 3;

  private final ChildPool pool;
  private final Path file;
  private final EngineInfo info;
  private final Limits limits;
  private @Nullable Child child;
  private boolean open;
  private boolean helper;
  private int pageCount;

  /**
   * What may take how long.
   *
   * @param opening a document, or a page where nothing else is said
   * @param closing a document
   */
  record Limits(Duration opening, Duration closing) {}

  IsolatedDocument(ChildPool pool, Path file, EngineInfo info, Limits limits) {
    this.pool = pool;
    this.file = file;
    this.info = info;
    this.limits = limits;
  }

  /** Work that a child does on the open document. */
  @FunctionalInterface
  private interface Work<T> {
    T by(Child child) throws LostChildException;
  }

  /** This one makes room, between pages, for documents that wait for a child. */
  IsolatedDocument helping(Child lent) {
    child = lent;
    helper = true;
    return this;
  }

  /** Opens it. */
  Engine.Opened opened() {
    Engine.Opened opened = attempt(ignored -> this, Engine.Refused::new);
    if (opened != this) {
      close();
    }
    return opened;
  }

  @Override
  public int pageCount() {
    return pageCount;
  }

  @Override
  public Engine.PageOutcome read(int number, Duration budget, PageCachePort memory) {
    Engine.PageOutcome outcome =
        attempt(child -> child.read(number, budget, memory), Engine.Unreadable::new);
    Child held = child;
    if (held != null && (pool.isSpent(held) || (helper && pool.isShort()))) {
      close();
    }
    return outcome;
  }

  @Override
  public Optional<Problem> writeSearchable(List<Page> pages, Path target, Duration budget) {
    return attempt(child -> child.write(pages, target, budget), Optional::of);
  }

  @Override
  public Optional<Problem> draw(int number, Path target, Duration budget) {
    return attempt(child -> child.draw(number, target, budget), Optional::of);
  }

  /** Has a child do {@code work}, and another one if the first is lost over it. */
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

  /** Sees to it that a child has the document open; why it refuses to. */
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
      return pool.lend(limits.opening().multipliedBy(PATIENCE)).orElseThrow(Child::none);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Child.none();
    }
  }

  private Child held() {
    if (child == null) {
      throw new IllegalStateException("no child is held");
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

  /** Gives the child back; the document may be read on, by another one. */
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
