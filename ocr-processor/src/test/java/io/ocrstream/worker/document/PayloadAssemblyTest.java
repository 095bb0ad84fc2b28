/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.Json;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Payload;
import io.ocrstream.contracts.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadAssemblyTest {
  private static final Page THREE_WORDS = ScriptedEngine.page(1, "one two\nthree", 0.9);
  private static final Page ONE_WORD = ScriptedEngine.page(2, "four", 0.5);
  private static final Page BLANK = ScriptedEngine.page(3, "", null);
  private static final Page BAD = Page.failed(4, FailureCode.CORRUPT);

  @Test
  void shouldWeighPagesByTheirWordsWhenItMeansConfidence() {
    Payload payload = payload(Output.TEXT, THREE_WORDS, ONE_WORD, BLANK);

    assertThat(payload.confidence()).isEqualTo((3 * 0.9 + 0.5) / 4);
    assertThat(payload.wordCount()).isEqualTo(4);
  }

  /** A page without words is counted by the spaces in its text. Both counts agree. */
  @Test
  void shouldCountTheSameWhenAPageComesWithoutWords() {
    Page bare = payload(Output.TEXT, THREE_WORDS).pages().get(0);

    Payload payload = payload(Output.TEXT, bare, ONE_WORD);

    assertThat(payload.wordCount()).isEqualTo(4);
    assertThat(payload.confidence()).isEqualTo(0.8);
  }

  @Test
  void shouldHaveNoConfidenceWhenEveryPageIsBlank() {
    Payload payload = payload(Output.TEXT, BLANK);

    assertThat(payload.confidence()).isNull();
    assertThat(payload.wordCount()).isZero();
    assertThat(payload.text()).isEmpty();
    assertThat(payload.status()).isEqualTo(Payload.Status.COMPLETE);
  }

  @Test
  void shouldBreakPagesWhereTheyEndEvenIfBlank() {
    assertThat(payload(Output.TEXT, THREE_WORDS, BLANK, ONE_WORD).text())
        .isEqualTo("one two\nthree\f\ffour");
  }

  @Test
  void shouldHoldWordsOnlyWhenAskedFor() {
    assertThat(payload(Output.WORDS, THREE_WORDS, ONE_WORD).pages())
        .extracting(Page::words)
        .containsExactly(placed(THREE_WORDS), placed(ONE_WORD));
    assertThat(payload(Output.TEXT, THREE_WORDS, ONE_WORD).pages())
        .allSatisfy(page -> assertThat(page.words()).isNull())
        .extracting(Page::text)
        .containsExactly(THREE_WORDS.text(), ONE_WORD.text());
  }

  @Test
  void shouldBePartialWhenAPartOfAPageWasNotRead() {
    Payload payload = payload(Output.TEXT, THREE_WORDS.withProblem(FailureCode.CORRUPT), ONE_WORD);

    assertThat(payload.status()).isEqualTo(Payload.Status.PARTIAL);
    assertThat(payload.pages().get(0).text()).isEqualTo(THREE_WORDS.text());
    assertThat(payload.failedPages()).isEmpty();
  }

  @Test
  void shouldBePartialWhenAPageHasInkThatWasNotRead() {
    Page drawing = BLANK.withMissedInk(1.0, Page.Incomplete.UNREAD_INK);

    Payload payload = payload(Output.TEXT, drawing);

    assertThat(payload.status()).isEqualTo(Payload.Status.PARTIAL);
    assertThat(payload.failedPages()).isEmpty();
    assertThat(payload.pages().get(0).incomplete()).isEqualTo(Page.Incomplete.UNREAD_INK);
    assertThat(payload.pages().get(0).missedInk()).isEqualTo(1.0);
  }

  @Test
  void shouldBeCompleteWhenSomeInkWasMissedBesideText() {
    Page page = THREE_WORDS.withMissedInk(0.5, null);

    assertThat(payload(Output.TEXT, page).status()).isEqualTo(Payload.Status.COMPLETE);
    assertThat(page.hasMissedInk()).isTrue();
    assertThat(page.withMissedInk(0.1499, null).hasMissedInk()).isFalse();
  }

  @Test
  void shouldBePartialWhenAPageWasNotRead() {
    Payload payload = payload(Output.TEXT, THREE_WORDS, BAD);

    assertThat(payload.status()).isEqualTo(Payload.Status.PARTIAL);
    assertThat(payload.pages().get(1).problem()).isEqualTo(FailureCode.CORRUPT);
    assertThat(payload.failedPages()).containsExactly(4);
    assertThat(payload.confidence()).isEqualTo(0.9);
  }

  @Test
  void shouldRoundFiguresToWhatTheyMean() {
    Page third = ScriptedEngine.page(1, "one", 1.0 / 3);

    Payload payload = PayloadAssembly.figures(done(Output.TEXT, third), List.of(), 2.000499, 17);

    assertThat(payload.confidence()).isEqualTo(0.3333);
    assertThat(payload.processTime()).isEqualTo(2.0);
    assertThat(payload.timestamp()).isEqualTo(17);
  }

  private static List<Word> placed(Page page) {
    return requireNonNull(page.words()).stream()
        .map(word -> word.on(page.width(), page.height()))
        .toList();
  }

  private static Payload payload(Output output, Page... pages) {
    return Json.readOwn(ScriptedEngine.json(done(output, pages)).utf8(), Payload.class);
  }

  private static DocumentReading done(Output output, Page... pages) {
    OcrOptions options = OcrOptions.text(List.of("eng")).withOutputs(List.of(Output.TEXT, output));
    return new DocumentReading(
        new EngineInfo("scripted", "1", "digest", options), List.of(pages), null);
  }
}
