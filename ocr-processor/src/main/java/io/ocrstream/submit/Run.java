/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.app.ExitCode;
import io.ocrstream.client.OcrAnswer;
import io.ocrstream.client.OcrClient;
import io.ocrstream.client.OcrDocument;
import io.ocrstream.client.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Submits documents, and takes their answers as they arrive.
 *
 * <p><b>Threading:</b> one thread, one use. <b>Bounds:</b> ends at its timeout.
 */
public final class Run {
  private static final long POLL_MS = 100;

  private final RunOptions options;
  private final AnswerFiles files;
  private final Console console;
  private final BooleanSupplier interrupted;
  private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
  private final Map<Integer, Input> open = new HashMap<>();

  private RunTally tally = RunTally.ZERO;
  private int submitted;
  private long began;
  private Duration firstAnswer = Duration.ZERO;

  /** Holds the answer to a numbered event of a document. */
  private record Arrived(int number, Input input, OcrAnswer answer) {}

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

  /** Submits {@code documents}, and takes all answers that arrive in time. */
  public Outcome run(List<Input> documents, OcrClient client)
      throws IOException, InterruptedException {
    began = System.nanoTime();
    tally = tally.published(options.events(documents.size()));
    for (int round = 0; round < options.rounds() && open.isEmpty() && goesOn(); round++) {
      for (Input input : documents) {
        submit(input, client);
        takeArrived();
      }
      while (!open.isEmpty() && goesOn()) {
        take(arrived.poll(POLL_MS, TimeUnit.MILLISECONDS));
        takeArrived();
      }
    }
    List<String> unanswered =
        open.values().stream().map(Input::documentId).distinct().sorted().toList();
    return new Outcome(tally, firstAnswer, unanswered, client.repeatedAnswers());
  }

  private void submit(Input input, OcrClient client) throws IOException {
    OcrDocument document =
        OcrDocument.at(input.uri(), input.hash(options.hash())).withId(input.documentId());
    RequestOptions request =
        RequestOptions.DEFAULTS
            .withReading(options.event())
            .withTimeout(options.timeout().minus(elapsed()))
            .withoutDeadline();
    for (int i = 0; i < options.repeat(); i++) {
      int number = ++submitted;
      open.put(number, input);
      var unused =
          client
              .submit(document, request)
              .thenAccept(answer -> arrived.add(new Arrived(number, input, answer)));
    }
  }

  private void takeArrived() throws IOException {
    for (Arrived next = arrived.poll(); next != null; next = arrived.poll()) {
      take(next);
    }
    console.progress(tally, tally.events(), elapsed());
  }

  private void take(@Nullable Arrived next) throws IOException {
    if (next == null) {
      return;
    }
    if (next.answer() instanceof OcrAnswer.Unknown unknown) {
      if (unknown.reason() != OcrAnswer.Reason.TIMED_OUT) {
        throw new IOException(unknown.message(), unknown.cause());
      }
      return;
    }
    open.remove(next.number());
    if (tally.answered() == 0) {
      firstAnswer = elapsed();
    }
    tally = tally.with(next.answer()).lasting(elapsed().toMillis());
    files.write(next.input(), next.answer());
    console.answered(next.input(), next.answer());
  }

  private boolean goesOn() {
    return !interrupted.getAsBoolean() && elapsed().compareTo(options.timeout()) < 0;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
