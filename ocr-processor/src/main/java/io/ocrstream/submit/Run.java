/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.app.ExitCode;
import io.ocrstream.contracts.ContentHash;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Publishes documents on one thread and collects their answers on the caller's thread.
 *
 * <p><b>Threading:</b> one thread, one use. <b>Bounds:</b> ends at its timeout.
 */
public final class Run {
  private static final Duration POLL = Duration.ofMillis(100);

  private final RunOptions options;
  private final AnswerFiles files;
  private final Console console;
  private final BooleanSupplier interrupted;
  private final OpenEvents events = new OpenEvents(UUID.randomUUID().toString());

  private RunTally tally = RunTally.ZERO;
  private int repeated;
  private long began;
  private Duration firstAnswer = Duration.ZERO;

  /**
   * Holds the result of a run.
   *
   * @param tally the figures
   * @param firstAnswer time from the first event to the first answer
   * @param unanswered document ids without an answer
   * @param repeated number of repeated answers, each a defect
   */
  public record Outcome(
      RunTally tally, Duration firstAnswer, List<String> unanswered, int repeated) {
    /** Returns the exit code of the command. */
    public int exitCode() {
      if (tally.answered() < tally.events() || repeated > 0) {
        return ExitCode.BROKEN.code();
      }
      return tally.failures() > 0 ? ExitCode.NOT_ALL.code() : ExitCode.DONE.code();
    }

    /** Prints the outcome after the answers. */
    public void tell(Console console) {
      console.summary(tally, firstAnswer);
      console.unanswered(unanswered);
      if (repeated > 0) {
        console.line(repeated + " events were answered twice");
      }
    }
  }

  /**
   * Creates a run.
   *
   * @param interrupted polled during the run; the run ends when it returns true
   */
  public Run(RunOptions options, AnswerFiles files, Console console, BooleanSupplier interrupted) {
    this.options = options;
    this.files = files;
    this.console = console;
    this.interrupted = interrupted;
  }

  /** Publishes {@code documents}, and collects all answers that arrive in time. */
  public Outcome run(List<Input> documents, EventPublisher publisher, AnswerCollector collector)
      throws IOException, InterruptedException {
    began = System.nanoTime();
    ExecutorService publishing =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "publish"));
    try {
      for (int round = 0; round < options.rounds() && events.isEmpty() && goesOn(); round++) {
        collect(collector, publishing.submit(() -> publish(documents, publisher)), documents);
      }
    } finally {
      publishing.shutdownNow();
    }
    int published = documents.size() * options.repeat() * options.rounds();
    return new Outcome(
        tally.published(published), firstAnswer, events.unanswered(documents.size()), repeated);
  }

  private Void publish(List<Input> documents, EventPublisher publisher)
      throws IOException, InterruptedException {
    List<Future<?>> handedOver = new ArrayList<>();
    for (Input input : documents) {
      ContentHash hash = publisher.hash(input);
      for (int i = 0; i < options.repeat(); i++) {
        handedOver.add(publisher.publish(events.open(input), input, hash));
      }
    }
    for (Future<?> event : handedOver) {
      EventPublisher.await(event);
    }
    return null;
  }

  private void collect(AnswerCollector collector, Future<Void> publishing, List<Input> documents)
      throws IOException, InterruptedException {
    int total = documents.size() * options.repeat() * options.rounds();
    while (goesOn()) {
      // Checked before the poll, because otherwise the last event's answer could be missed.
      boolean allPublished = publishing.isDone();
      for (ReceivedAnswer answer : collector.poll(POLL)) {
        take(answer);
      }
      console.progress(tally, total, elapsed());
      if (allPublished) {
        failIfUnpublished(publishing);
        if (events.isEmpty()) {
          return;
        }
      }
    }
  }

  private void take(ReceivedAnswer answer) throws IOException {
    if (events.standing(answer.eventId()) == OpenEvents.Standing.REPEATED) {
      repeated++;
    }
    Input input = events.answer(answer.eventId()).orElse(null);
    if (input == null) {
      return;
    }
    if (tally.answered() == 0) {
      firstAnswer = elapsed();
    }
    tally = tally.with(answer).lasting(elapsed().toMillis());
    files.write(input, answer);
    console.answered(input, answer);
  }

  private static void failIfUnpublished(Future<Void> publishing)
      throws IOException, InterruptedException {
    try {
      publishing.get();
    } catch (ExecutionException e) {
      throw new IOException("Publishing failed", e.getCause());
    }
  }

  private boolean goesOn() {
    return !interrupted.getAsBoolean() && elapsed().compareTo(options.timeout()) < 0;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
