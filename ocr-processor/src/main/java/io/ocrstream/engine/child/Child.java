/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.child;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.PageCachePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to a child process and receives its answers.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Fails:</b> with {@link LostChildException} when the
 * child process ends or is killed; it cannot be used afterwards.
 */
final class Child {
  private static final Logger LOG = LoggerFactory.getLogger(Child.class);

  private final ChildProcess process;
  private final InstalledFiles installed;
  private int pages;
  private long residentAtFirst;

  Child(ChildProcess process, InstalledFiles installed) {
    this.process = process;
    this.installed = installed;
  }

  ChildProcess process() {
    return process;
  }

  /** Returns the number of pages that the child was asked to read or render. */
  int pages() {
    return pages;
  }

  /** Returns the growth of resident memory in bytes since the child became ready; 0 if unknown. */
  long growth() {
    return Math.max(0, ProcessMemory.resident(process.pid()).orElse(0) - residentAtFirst);
  }

  /** Starts the engine in the child, waits until it is ready and returns its version. */
  Messages.Ready awaitReady(Messages.Start start, Duration timeout) throws LostChildException {
    Messages.Ready ready =
        process.starting(
            timeout,
            channel -> {
              channel.send(MessageFrame.Kind.START, start);
              return process.receive(MessageFrame.Kind.READY).as(Messages.Ready.class);
            });
    residentAtFirst = ProcessMemory.resident(process.pid()).orElse(0);
    return ready;
  }

  Messages.Opened open(Path file, EngineInfo info, Duration timeout) throws LostChildException {
    Path lent;
    try {
      installed.unpackModels(info);
      lent = process.files().lend(file);
    } catch (IOException e) {
      LOG.warn("Cannot pass a document to an engine process: {}", e.toString());
      return new Messages.Opened(
          0,
          Problem.of(
              FailureCode.INTERNAL,
              "The document cannot be passed to the engine process; check the free space for temporary files"));
    }
    return process.exchange(
        timeout,
        channel -> {
          channel.send(MessageFrame.Kind.OPEN, new Messages.Open(lent.toString(), info));
          Messages.Opened opened =
              process.receive(MessageFrame.Kind.OPENED).as(Messages.Opened.class);
          if (opened.problem() != null) {
            process.files().takeBack();
          }
          return opened;
        });
  }

  Outcome<Page> read(int number, Duration timeout, PageCachePort memory) throws LostChildException {
    pages++;
    return process.exchange(
        timeout,
        channel -> {
          channel.send(MessageFrame.Kind.READ, new Messages.Read(number, millis(timeout)));
          return outcome(channel, memory);
        });
  }

  private Outcome<Page> outcome(FrameChannel channel, PageCachePort memory) throws IOException {
    @Nullable Page kept = null;
    while (true) {
      MessageFrame frame = process.receive();
      switch (frame.kind()) {
        case SEEN -> {
          String digest = frame.as(Messages.Seen.class).digest();
          channel.send(
              MessageFrame.Kind.KNOWN, new Messages.Known(memory.find(digest).orElse(null)));
        }
        case KEEP -> {
          Messages.Keep keep = frame.as(Messages.Keep.class);
          kept = keep.page();
          memory.keep(keep.digest(), kept);
        }
        case PAGE -> {
          return outcome(frame.as(Messages.Outcome.class), kept);
        }
        default ->
            throw new IOException("Unexpected message while reading a page: " + frame.kind());
      }
    }
  }

  private static Outcome<Page> outcome(Messages.Outcome outcome, @Nullable Page kept)
      throws IOException {
    if (outcome.problem() != null) {
      return Outcome.failed(outcome.problem());
    }
    Page page = outcome.page() == null ? kept : outcome.page();
    if (page == null) {
      throw new IOException("The answer has neither a page nor a problem");
    }
    return Outcome.of(page);
  }

  Optional<Problem> write(List<Page> all, Path target, Duration timeout) throws LostChildException {
    Path draft = process.files().draft(target);
    Optional<Problem> problem =
        process.exchange(
            timeout,
            channel -> {
              Messages.Write write =
                  new Messages.Write(draft.toString(), all.size(), millis(timeout));
              channel.send(MessageFrame.Kind.WRITE, write);
              return written(channel, all);
            });
    return settled(problem, draft, target);
  }

  /* The child requests one page at a time, so that neither side holds more than one. */
  private Optional<Problem> written(FrameChannel channel, List<Page> all) throws IOException {
    while (true) {
      MessageFrame frame = process.receive();
      switch (frame.kind()) {
        case WANTED -> {
          int index = frame.as(Messages.Wanted.class).index();
          if (index < 0 || index >= all.size()) {
            throw new IOException("There is no page with index " + index);
          }
          channel.send(MessageFrame.Kind.PAGE, all.get(index));
        }
        case WRITTEN -> {
          return Optional.ofNullable(frame.as(Messages.Written.class).problem());
        }
        default ->
            throw new IOException("Unexpected message while writing a document: " + frame.kind());
      }
    }
  }

  Optional<Problem> draw(int number, long maxPixels, Path target, Duration timeout)
      throws LostChildException {
    pages++;
    Path draft = process.files().draft(target);
    Optional<Problem> problem =
        process.exchange(
            timeout,
            channel -> {
              channel.send(
                  MessageFrame.Kind.DRAW, new Messages.Draw(number, maxPixels, draft.toString()));
              MessageFrame written = process.receive(MessageFrame.Kind.WRITTEN);
              return Optional.ofNullable(written.as(Messages.Written.class).problem());
            });
    return settled(problem, draft, target);
  }

  /** Moves a complete file to its target, or deletes an incomplete one. */
  private Optional<Problem> settled(Optional<Problem> problem, Path draft, Path target) {
    try {
      if (problem.isPresent()) {
        Files.deleteIfExists(draft);
      } else {
        process.files().publish(draft, target);
      }
      return problem;
    } catch (IOException e) {
      LOG.warn("Cannot take over a file that an engine process wrote: {}", e.toString());
      return Optional.of(
          Problem.of(
              FailureCode.INTERNAL,
              "The file that the engine wrote cannot be stored; check the free space for temporary files"));
    }
  }

  void closeDocument(Duration timeout) throws LostChildException {
    MessageFrame.Kind unused =
        process.exchange(
            timeout,
            channel -> {
              channel.send(MessageFrame.Kind.CLOSE);
              MessageFrame closed = process.receive(MessageFrame.Kind.CLOSED);
              process.files().takeBack();
              return closed.kind();
            });
  }

  private static long millis(Duration timeout) {
    return Math.max(1, timeout.toMillis());
  }

  /** Returns the exception for the case that no child process is available. */
  static LostChildException none() {
    return new LostChildException(
        Problem.of(FailureCode.INTERNAL, "No engine process is available"), false);
  }
}
