/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.PageSelection;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {
  private static final Path FILE = Path.of("document");
  private static final int MAX_PAGES = 3;
  private static final Duration DOCUMENT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PAGE_TIMEOUT = Duration.ofSeconds(4);

  private final ScriptedEngine engine = new ScriptedEngine();
  private long nanos = Long.MAX_VALUE - 1; // The clock may wrap round.

  @AfterEach
  void clearInterrupt() {
    var unused = Thread.interrupted();
    assertThat(engine.closed).as("every document is closed").isEqualTo(engine.opened);
  }

  @Test
  void shouldReadOnlyThePagesAskedFor() throws InterruptedException {
    engine.pageCount = 9;

    assertThat(done(read("8-,2")).pages()).extracting(Page::number).containsExactly(2, 8, 9);
    assertThat(engine.read).containsExactly(2, 8, 9);
  }

  @Test
  void shouldFailWhenNoneOfThePagesAskedForIsThere() throws InterruptedException {
    engine.pageCount = 4;

    assertThat(problem(read("5-")).code()).isEqualTo(FailureCode.NO_SUCH_PAGE);
    assertThat(engine.read).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {MAX_PAGES - 1, MAX_PAGES})
  void shouldReadAllPagesWhenThereAreNoMoreThanTheLimit(int count) throws InterruptedException {
    engine.pageCount = count;

    assertThat(done(read("all")).pages()).hasSize(count);
  }

  @ParameterizedTest
  @ValueSource(ints = {MAX_PAGES + 1, Integer.MAX_VALUE})
  void shouldReadNoneWhenThereIsOneMoreThanTheLimit(int count) throws InterruptedException {
    engine.pageCount = count;

    assertThat(problem(read("all")).code()).isEqualTo(FailureCode.TOO_MANY_PAGES);
    assertThat(engine.read).isEmpty();
  }

  @Test
  void shouldCountOnlyPagesAskedForWhenThereAreMoreThanTheLimit() throws InterruptedException {
    engine.pageCount = MAX_PAGES + 10;

    assertThat(done(read("2,4-5")).pages()).hasSize(MAX_PAGES);
  }

  /** A damaged or hostile PDF says how many pages it has; looking at each would never end. */
  @Test
  @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldNotLookAtEveryPageWhenADocumentClaimsBillions() throws InterruptedException {
    engine.pageCount = Integer.MAX_VALUE;

    assertThat(done(read("2,999999999")).pages())
        .extracting(Page::number)
        .containsExactly(2, 999_999_999);
  }

  @Test
  void shouldSpendNoMoreThanTheDocumentMayTake() throws InterruptedException {
    engine.pageCount = 3;
    engine.beforeRead = () -> nanos += PAGE_TIMEOUT.toNanos();

    assertThat(done(read("all")).pages()).extracting(Page::problem).containsOnlyNulls();
    assertThat(engine.budgets)
        .containsExactly(
            PAGE_TIMEOUT, PAGE_TIMEOUT, DOCUMENT_TIMEOUT.minus(PAGE_TIMEOUT.multipliedBy(2)));
  }

  @Test
  void shouldNotBeginAPageWhenTheDocumentHasTakenItsTime() throws InterruptedException {
    engine.pageCount = 3;
    engine.beforeRead = () -> nanos += DOCUMENT_TIMEOUT.toNanos() / 2;

    assertThat(done(read("all")).pages())
        .extracting(Page::problem)
        .containsExactly(null, null, FailureCode.TIMED_OUT);
    assertThat(engine.read).containsExactly(1, 2);
  }

  @Test
  void shouldReadTheOthersWhenOnePageIsBad() throws InterruptedException {
    engine.pageCount = 3;
    engine.reading =
        number ->
            number == 2
                ? new Engine.Unreadable(ScriptedEngine.CORRUPT)
                : new Engine.Read(ScriptedEngine.page(number, "text", 0.9));

    List<Page> pages = done(read("all")).pages();

    assertThat(pages)
        .extracting(Page::status)
        .containsExactly(Page.Status.READ, Page.Status.FAILED, Page.Status.READ);
    Page bad = pages.get(1);
    assertThat(bad.number()).isEqualTo(2);
    assertThat(bad.problem()).isEqualTo(FailureCode.CORRUPT);
    assertThat(bad.text()).isEmpty();
    assertThat(bad.confidence()).isNull();
  }

  @Test
  void shouldFailWithTheFirstProblemWhenEveryPageIsBad() throws InterruptedException {
    engine.pageCount = 2;
    Problem first = Problem.of(FailureCode.TOO_MANY_PIXELS, "too many pixels");
    engine.reading = number -> new Engine.Unreadable(number == 1 ? first : ScriptedEngine.CORRUPT);

    assertThat(problem(read("all"))).isEqualTo(first);
    assertThat(engine.read).containsExactly(1, 2);
  }

  @Test
  void shouldFailWhenTheEngineRefusesTheDocument() throws InterruptedException {
    engine.refusal = Problem.of(FailureCode.ENCRYPTED, "needs a password");

    assertThat(problem(read("all"))).isEqualTo(engine.refusal);
  }

  @Test
  void shouldOpenNothingWhenALanguageIsNotInstalled() throws InterruptedException {
    Problem problem = problem(reader().read(FILE, OcrOptions.text(List.of("eng", "xxx"))));

    assertThat(problem.code()).isEqualTo(FailureCode.UNSUPPORTED_LANGUAGE);
    assertThat(problem.message()).contains("[eng, por]").doesNotContain("xxx");
    assertThat(engine.opened).isZero();
  }

  @Test
  void shouldStopBetweenPagesWhenInterrupted() {
    engine.pageCount = 3;
    engine.beforeRead = () -> Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> read("all"));
    assertThat(engine.read).containsExactly(1);
  }

  private DocumentReader.Reading read(String pages) throws InterruptedException {
    PageSelection selection = PageSelection.parse(pages).orElseThrow();
    return reader().read(FILE, OcrOptions.text(List.of("eng")).withPages(selection));
  }

  private DocumentReader reader() {
    DocumentReader.Limits limits =
        new DocumentReader.Limits(DOCUMENT_TIMEOUT, PAGE_TIMEOUT, MAX_PAGES);
    return new DocumentReader(engine, engine, limits, () -> nanos);
  }

  private static DocumentReader.Done done(DocumentReader.Reading reading) {
    return reading.fold(
        done -> done,
        failed -> {
          throw new AssertionError(failed.problem());
        });
  }

  private static Problem problem(DocumentReader.Reading reading) {
    return reading.fold(
        done -> {
          throw new AssertionError("read");
        },
        DocumentReader.Failed::problem);
  }
}
