/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import io.ocrstream.client.OcrAnswer;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Result.Review;
import io.ocrstream.contracts.Source;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints a run: one line per answer and a summary; on a terminal also a progress bar below the
 * lines.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class Console {
  private static final int BAR_WIDTH = 24;
  private static final int MAX_NAMED = 10;

  private final PrintStream out;
  private final Style style;
  private boolean barDrawn;

  /** Lists the capabilities of the output. */
  public enum Style {
    /** Lines only: not a terminal. */
    PLAIN,
    /** A progress bar without colours, because {@code NO_COLOR} is set. */
    TERMINAL,
    /** A progress bar and colours. */
    COLOUR
  }

  public Console(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  /** Prints a line above the progress bar. */
  public void line(String text) {
    clearBar();
    out.println(text);
    out.flush();
  }

  /** Prints the answer to an event of {@code input}. */
  void answered(Input input, OcrAnswer answer) {
    line(
        answer.fold(
            read -> result(input, read.result(), read.payload()),
            failed -> failure(input, failed.failure()),
            unknown -> unanswered(input.documentId())));
  }

  /** Draws the progress bar on a terminal. */
  void progress(RunTally tally, int total, Duration elapsed) {
    if (style == Style.PLAIN) {
      return;
    }
    int filled = total == 0 ? 0 : (int) ((long) BAR_WIDTH * tally.answered() / total);
    String bar = "#".repeat(filled) + "-".repeat(BAR_WIDTH - filled);
    clearBar();
    out.printf(
        Locale.ROOT,
        "[%s] %d/%d  ocr %d  cache %d  coalesced %d  failed %d  %d:%02d",
        bar,
        tally.answered(),
        total,
        tally.recognised(),
        tally.cacheHits(),
        tally.coalesced(),
        tally.failures(),
        elapsed.toMinutes(),
        elapsed.toSecondsPart());
    out.flush();
    barDrawn = true;
  }

  /** Prints the summary of the run. */
  void summary(RunTally tally, Duration firstAnswer) {
    line("");
    line(
        "%s answered: %s, %s"
            .formatted(
                tally.answered() == tally.events()
                    ? count(tally.events(), "event")
                    : "%d of %s".formatted(tally.answered(), count(tally.events(), "event")),
                count(tally.results(), "result"),
                count(tally.failures(), "failure")));
    line(
        "%d recognised, %d from the cache, %d coalesced; %s"
            .formatted(
                tally.recognised(),
                tally.cacheHits(),
                tally.coalesced(),
                count(tally.pages(), "page")));
    if (tally.needsReview() > 0) {
      line(
          "%s to review: low confidence, unread ink, or engines that disagree"
              .formatted(count(tally.needsReview(), "result")));
    }
    line(
        String.format(
            Locale.ROOT,
            "%.1f s, first answer after %.1f s",
            tally.wallMs() / 1e3,
            firstAnswer.toMillis() / 1e3));
  }

  /** Prints which documents have no answer; only the first few by name. */
  void unanswered(List<String> documentIds) {
    documentIds.stream().limit(MAX_NAMED).forEach(id -> line(unanswered(id)));
    if (documentIds.size() > MAX_NAMED) {
      line("… and %d more".formatted(documentIds.size() - MAX_NAMED));
    }
  }

  private String unanswered(String documentId) {
    return paint("31", "unanswered") + "  " + printable(documentId);
  }

  private String result(Input input, Result result, Payload payload) {
    Source source = result.source();
    String partial = payload.status() == Payload.Status.PARTIAL ? "  partial" : "";
    return String.format(
        Locale.ROOT,
        "%s %3d %s %6d words  %s %8d ms  %s%s%s",
        paint(colour(source), String.format(Locale.ROOT, "%-9s", source.jsonName())),
        payload.pages().size(),
        payload.pages().size() == 1 ? "page " : "pages",
        payload.wordCount(),
        confidence(payload),
        result.timings().answeredAt() - result.timings().publishedAt(),
        printable(input.documentId()),
        partial,
        review(result));
  }

  /* Names the reasons in words. */
  private static String review(Result result) {
    Review review = result.needsReview();
    return review == null
        ? ""
        : review.reasons().stream()
            .map(reason -> reason.jsonName().replace('_', ' '))
            .collect(Collectors.joining(", ", "  review: ", ""));
  }

  private String failure(Input input, Failure failure) {
    return "%s %s  %s  %s. %s"
        .formatted(
            paint("31", "failed   "),
            failure.code(),
            printable(input.documentId()),
            printable(failure.message()),
            failure.code().advice());
  }

  private static String confidence(Payload payload) {
    Double confidence = payload.confidence();
    return confidence == null ? "   -" : String.format(Locale.ROOT, "%4.2f", confidence);
  }

  private static String colour(Source source) {
    return source == Source.OCR ? "36" : "32";
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private String paint(String colour, String text) {
    return style == Style.COLOUR ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
  }

  /** Replaces characters in file names that could control a terminal or reorder text. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cn}]", "?");
  }

  private void clearBar() {
    if (barDrawn) {
      out.print("\r\u001b[K");
      barDrawn = false;
    }
  }
}
