/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.PageCachePort;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the pages of one document, each once, by its own reader and by others that are idle.
 *
 * <p>All take the next page from one cursor. Further readers are asked for before each page that
 * the document's own reader takes, and each gives its engine back after {@link #TURN}, so that a
 * document that comes meanwhile waits no longer than that.
 *
 * <p><b>Threading:</b> {@link #read} once, on the thread of the document's own reader; when it
 * returns, however it does, no other thread is at the document's pages any more.
 */
final class ParallelPageReader {
  /** How long a further reader is kept before it is given back, once it has read a page. */
  static final Duration TURN = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(ParallelPageReader.class);

  private final Work work;
  private final Help help;
  private final DocumentDeadline budget;

  /** Index of the next page to be read. */
  private final AtomicInteger next = new AtomicInteger();

  /** By index, so that the first is the first page's, whoever met it when. */
  private final SortedMap<Integer, Problem> problems = new ConcurrentSkipListMap<>();

  /** The own reader, and each further one while it is at the pages. */
  private final Phaser readers = new Phaser(1);

  /** Of the further readers; also the lock under which {@code stopped} is set. */
  private final Set<Thread> threads = new HashSet<>();

  private final AtomicInteger helping = new AtomicInteger();

  /** Whether somebody is asking for a further reader: one does at a time. */
  private final AtomicBoolean asking = new AtomicBoolean();

  private final AtomicReference<@Nullable Throwable> defect = new AtomicReference<>();
  private volatile boolean unhelpful;
  private volatile boolean stopped;

  /**
   * What to read.
   *
   * @param wanted numbers of the pages, in order
   * @param spool what they are put into
   * @param memory pages read before
   */
  record Work(List<Integer> wanted, PageSpool spool, PageCachePort memory) {}

  /**
   * Who may help.
   *
   * @param threads theirs
   * @param most further readers at once
   * @param readers the document opened once more, if a reader is idle
   */
  record Help(
      ExecutorService threads, int most, Supplier<Optional<Outcome<Engine.Document>>> readers) {}

  ParallelPageReader(Work work, Help help, DocumentDeadline budget) {
    this.work = work;
    this.help = help;
    this.budget = budget;
  }

  /**
   * Reads all pages into the spool.
   *
   * @return a problem if no page could be read, else empty: the first that another attempt may not
   *     meet, for then the document may be read yet, or else the first page's
   */
  Optional<Problem> read(Engine.Document own) throws InterruptedException {
    try {
      do {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        ask();
      } while (readNext(own));
    } catch (InterruptedException | RuntimeException | Error e) {
      stop();
      readers.awaitAdvance(readers.arrive());
      throw e;
    }
    awaitOthers();
    rethrow(defect.get());
    return problems.size() == work.wanted().size() ? problem() : Optional.empty();
  }

  private Optional<Problem> problem() {
    return problems.values().stream()
        .filter(p -> p.code().isRetryable())
        .findFirst()
        .or(() -> problems.values().stream().findFirst());
  }

  /** Reads one more page; false if there is none, or no more is to be read. */
  private boolean readNext(Engine.Document document) {
    int index = stopped ? Integer.MAX_VALUE : next.getAndIncrement();
    if (index >= work.wanted().size()) {
      return false;
    }
    int number = work.wanted().get(index);
    Outcome<Page> outcome =
        budget.ofPage().flatMap(most -> document.read(number, most, work.memory()));
    Page page =
        outcome.fold(
            read -> read,
            problem -> {
              problems.put(index, problem);
              return Page.failed(number, problem.code());
            });
    work.spool().put(index, page);
    return true;
  }

  /* Each helper that gets a reader asks for the next: where none is idle, one look is all it costs. */
  private void ask() {
    if (unhelpful || stopped || !asking.compareAndSet(false, true)) {
      return;
    }
    int left = work.wanted().size() - next.get();
    if (helping.get() >= Math.min(help.most(), left - 1)) {
      asking.set(false);
      return;
    }
    helping.incrementAndGet();
    try {
      help.threads().execute(this::help);
    } catch (RejectedExecutionException e) {
      LOG.debug("no further readers, the worker is stopping");
      unhelpful = true;
    }
  }

  private void help() {
    try {
      Optional<Engine.Document> reader = idleReader();
      asking.set(false);
      while (reader.isPresent()) {
        ask();
        reader = turn(reader.get()) ? idleReader() : Optional.empty();
      }
    } catch (RuntimeException | Error e) {
      LOG.debug("a further reader of a document failed", e);
      defect.compareAndSet(null, e);
      stop();
    } finally {
      helping.decrementAndGet();
    }
  }

  /** The document opened once more; that it cannot be is no problem of the document. */
  private Optional<Engine.Document> idleReader() {
    try {
      Optional<Outcome<Engine.Document>> opened = help.readers().get();
      Optional<Engine.Document> reader = opened.flatMap(Outcome::value);
      unhelpful |= opened.isPresent() && reader.isEmpty();
      return reader;
    } catch (RuntimeException e) {
      LOG.warn("a further reader could not be had: {}", e.getClass().getSimpleName());
      unhelpful = true;
      return Optional.empty();
    }
  }

  /** Reads for as long as a further reader may; false if there is nothing left to read. */
  private boolean turn(Engine.Document document) {
    // Before a page is taken: who takes one is waited for.
    enter();
    try (document) {
      long begun = budget.now();
      boolean more = readNext(document);
      while (more && budget.now() - begun < TURN.toNanos()) {
        more = readNext(document);
      }
      return more;
    } finally {
      leave();
    }
  }

  private void enter() {
    readers.register();
    synchronized (threads) {
      threads.add(Thread.currentThread());
    }
  }

  private void leave() {
    synchronized (threads) {
      threads.remove(Thread.currentThread());
      // An interrupt was meant for this document, not for what the thread does next.
      var unused = Thread.interrupted();
    }
    readers.arriveAndDeregister();
  }

  private void stop() {
    synchronized (threads) {
      stopped = true;
      threads.forEach(Thread::interrupt);
    }
  }

  private void awaitOthers() throws InterruptedException {
    int phase = readers.arrive();
    try {
      readers.awaitAdvanceInterruptibly(phase);
    } catch (InterruptedException e) {
      stop();
      readers.awaitAdvance(phase);
      throw e;
    }
  }

  private static void rethrow(@Nullable Throwable defect) {
    if (defect instanceof Error error) {
      throw error;
    }
    if (defect instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
