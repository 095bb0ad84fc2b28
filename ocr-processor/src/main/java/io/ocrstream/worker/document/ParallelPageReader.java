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
 * Reads each page of a document once, with the document's own reader and with additional idle
 * readers.
 *
 * <p>All readers take the next page from one cursor. The document's own reader requests additional
 * readers before each of its pages. An additional reader returns its engine after {@link #TURN}, so
 * that another document waits no longer than that and the page in progress.
 *
 * <p><b>Threading:</b> {@link #read} is called once, on the thread of the document's own reader.
 * When it returns or throws, no other thread works on the document.
 */
final class ParallelPageReader {
  /** The time after which an additional reader is returned, once it has read a page. */
  static final Duration TURN = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(ParallelPageReader.class);

  private final Work work;
  private final Help help;
  private final DocumentDeadline deadline;

  /** The index of the next page to read. */
  private final AtomicInteger next = new AtomicInteger();

  /** Sorted by index, so that the first problem is that of the first page. */
  private final SortedMap<Integer, Problem> problems = new ConcurrentSkipListMap<>();

  /** The document's own reader, and each additional one while it reads. */
  private final Phaser readers = new Phaser(1);

  /** The threads of the additional readers. Also the lock under which {@code stopped} is set. */
  private final Set<Thread> threads = new HashSet<>();

  private final AtomicInteger helping = new AtomicInteger();

  /** Whether an additional reader is being requested. There is one request at a time. */
  private final AtomicBoolean asking = new AtomicBoolean();

  private final AtomicReference<@Nullable Throwable> defect = new AtomicReference<>();
  private volatile boolean unhelpful;
  private volatile boolean stopped;

  /**
   * The pages to read.
   *
   * @param wanted the numbers of the pages, in order
   * @param spool receives the pages
   * @param memory the page cache
   * @param progress counts the pages
   */
  record Work(
      List<Integer> wanted,
      PageSpool spool,
      PageCachePort memory,
      ReadingProgress.Entry progress) {}

  /**
   * The additional readers.
   *
   * @param threads runs them
   * @param most the maximum number of additional readers at once
   * @param readers opens the document again if a reader is idle
   */
  record Help(
      ExecutorService threads, int most, Supplier<Optional<Outcome<Engine.Document>>> readers) {}

  ParallelPageReader(Work work, Help help, DocumentDeadline deadline) {
    this.work = work;
    this.help = help;
    this.deadline = deadline;
  }

  /**
   * Reads all pages into the spool.
   *
   * @return empty if at least one page was read. Otherwise the first retryable problem, because
   *     another attempt may succeed, or else the problem of the first page
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

  /** Reads the next page. Returns false if none is left or reading was stopped. */
  private boolean readNext(Engine.Document document) {
    int index = stopped ? Integer.MAX_VALUE : next.getAndIncrement();
    if (index >= work.wanted().size()) {
      return false;
    }
    int number = work.wanted().get(index);
    Outcome<Page> outcome =
        deadline.ofPage().flatMap(most -> document.read(number, most, work.memory()));
    Page page =
        outcome.fold(
            read -> read,
            problem -> {
              problems.put(index, problem);
              return Page.failed(number, problem.code());
            });
    work.spool().put(index, page);
    work.progress().pageDone();
    return true;
  }

  /*
   * Each additional reader that gets an engine requests the next one. If none is idle, the cost is
   * one check.
   */
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
      LOG.debug("An additional reader of a document failed", e);
      defect.compareAndSet(null, e);
      stop();
    } finally {
      helping.decrementAndGet();
    }
  }

  /**
   * Opens the document for an additional reader. A failure here is not a problem of the document.
   */
  private Optional<Engine.Document> idleReader() {
    try {
      Optional<Outcome<Engine.Document>> opened = help.readers().get();
      Optional<Engine.Document> reader = opened.flatMap(Outcome::value);
      unhelpful |= opened.isPresent() && reader.isEmpty();
      return reader;
    } catch (RuntimeException e) {
      LOG.warn("No additional reader is available: {}", e.getClass().getSimpleName());
      unhelpful = true;
      return Optional.empty();
    }
  }

  /** Reads pages for one turn. Returns false if none is left. */
  private boolean turn(Engine.Document document) {
    // Registers before taking a page, because the document waits for each registered reader.
    enter();
    try (document) {
      long begun = deadline.now();
      boolean more = readNext(document);
      while (more && deadline.now() - begun < TURN.toNanos()) {
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
      // An interrupt was meant for this document, not for the thread's next work.
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
