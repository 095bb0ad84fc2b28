/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.client.OcrAnswer;
import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.Failure;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.RawJson;
import io.ocrstream.contracts.Result;
import io.ocrstream.contracts.Result.Review;
import io.ocrstream.contracts.Source;
import io.ocrstream.contracts.Timings;
import io.ocrstream.contracts.UploadEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final Input INPUT = new Input("bills/may.png", "file:///may.png", null, "may.txt");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void shouldTellOneLineAnAnswerWhenNotOnATerminal() {
    Console console = console(Console.Style.PLAIN);
    console.answered(INPUT, read(Source.OCR));
    console.answered(INPUT, read(Source.COALESCED));
    console.answered(INPUT, failed());
    console.progress(RunTally.ZERO, 3, Duration.ZERO);
    assertThat(text())
        .isEqualTo(
            """
            ocr         1 page       3 words  0.90       42 ms  bills/may.png
            coalesced   1 page       3 words  0.90       42 ms  bills/may.png
            failed    CORRUPT  bills/may.png  It ends too early. Upload an undamaged copy
            """);
  }

  @Test
  void shouldRedrawTheBarBelowTheLinesWhenOnATerminal() {
    Console console = console(Console.Style.TERMINAL);
    RunTally tally = RunTally.ZERO.published(2).with(read(Source.CACHE));
    console.progress(tally, 2, Duration.ofSeconds(61));
    console.line("a line");
    console.progress(tally, 2, Duration.ofSeconds(62));
    assertThat(text())
        .isEqualTo(
            "[############------------] 1/2  ocr 0  cache 1  coalesced 0  failed 0  1:01"
                + "\r\u001b[Ka line\n"
                + "[############------------] 1/2  ocr 0  cache 1  coalesced 0  failed 0  1:02");
  }

  @Test
  void shouldColourOnlyWhenAsked() {
    console(Console.Style.COLOUR).answered(INPUT, read(Source.OCR));
    assertThat(text()).startsWith("\u001b[36mocr      \u001b[0m   1 page ");
  }

  @Test
  void shouldTellFiguresWhenDone() {
    RunTally tally =
        RunTally.ZERO
            .published(3)
            .with(read(Source.OCR))
            .with(read(Source.CACHE))
            .with(failed())
            .lasting(2_345);
    console(Console.Style.PLAIN).summary(tally, Duration.ofMillis(1_234));
    assertThat(text())
        .isEqualTo(
            """

            3 events answered: 2 results, 1 failure
            1 recognised, 1 from the cache, 0 coalesced; 2 pages
            2.3 s, first answer after 1.2 s
            """);
  }

  @Test
  void shouldSayWhatNeedsReview() {
    Review review =
        new Review(
            List.of(Review.Reason.LOW_CONFIDENCE, Review.Reason.MISSED_INK),
            List.of(new Review.PageReview(1, List.of(Review.Reason.LOW_CONFIDENCE))));
    OcrAnswer answer = read(Source.OCR, review);
    Console console = console(Console.Style.PLAIN);
    console.answered(INPUT, answer);
    console.summary(RunTally.ZERO.published(1).with(answer), Duration.ZERO);
    assertThat(text())
        .contains("bills/may.png  review: low confidence, missed ink\n")
        .contains("\n1 result to review: ");
  }

  @Test
  void shouldNameTenWhenMoreAreUnanswered() {
    List<String> eleven = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
    console(Console.Style.PLAIN).unanswered(eleven);
    assertThat(text().lines()).hasSize(11).contains("unanswered  j").endsWith("… and 1 more");
  }

  @Test
  void shouldShowNoControlCharactersWhenNamesHoldThem() {
    Input hostile = new Input("a\u001b[2Jb", "file:///a", null, "a.txt");
    console(Console.Style.PLAIN).answered(hostile, read(Source.OCR));
    assertThat(text()).contains("a?[2Jb").doesNotContain("\u001b");
  }

  private static OcrAnswer read(Source source) {
    return read(source, null);
  }

  private static OcrAnswer read(Source source, @Nullable Review review) {
    Payload payload = SamplePayload.of("text");
    RawJson raw = RawJson.of(Json.write(payload));
    Timings timings = new Timings(1_000, 1_001, 1_042, null, null);
    ContentHash hash = ContentHash.ofBytes(new byte[0]);
    Result result =
        new Result(
            "event", INPUT.documentId(), INPUT.uri(), hash, source, timings, null, review, raw);
    return new OcrAnswer.Read(raw, result, payload);
  }

  private static OcrAnswer failed() {
    UploadEvent event = UploadEvent.of("event", INPUT.documentId(), INPUT.uri());
    Problem problem = Problem.of(FailureCode.CORRUPT, "It ends too early");
    return new OcrAnswer.Failed(RawJson.of(new byte[0]), Failure.of(event, null, problem, 1));
  }

  private Console console(Console.Style style) {
    return new Console(new PrintStream(bytes, true, UTF_8), style);
  }

  private String text() {
    return bytes.toString(UTF_8);
  }
}
