/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.worker.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ocrstream.contracts.ContentHash;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.PageSelection;
import io.ocrstream.contracts.Problem;
import io.ocrstream.engine.PageCachePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {
  private static final int MAX_PAGES = 3;
  private static final Duration DOCUMENT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PAGE_TIMEOUT = Duration.ofSeconds(4);

  private final ScriptedEngine engine = new ScriptedEngine();
  private final ReadingProgress.Entry progress =
      new ReadingProgress().begin(ContentHash.ofBytes(new byte[0]), "file:///document", 0);
  private final ExecutorService helpers = Executors.newCachedThreadPool();
  @TempDir private Path folder = Path.of("");
  private TempFiles tempFiles = new TempFiles(folder);
  private long nanos = Long.MAX_VALUE - 1; // The clock may wrap round.

  @BeforeEach
  void tempFiles() {
    tempFiles = new TempFiles(folder.resolve("document"));
  }

  @AfterEach
  void clearInterrupt() {
    var unused = Thread.interrupted();
    tempFiles.close();
    helpers.shutdownNow();
    assertThat(folder).isEmptyDirectory();
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

  /** A damaged or hostile PDF may claim any number of pages. Checking each would never end. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
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
    assertThat(engine.timeouts)
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
                ? Outcome.failed(ScriptedEngine.CORRUPT)
                : Outcome.of(ScriptedEngine.page(number, "text", 0.9));

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
    engine.reading = number -> Outcome.failed(number == 1 ? first : ScriptedEngine.CORRUPT);

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
    Problem problem =
        problem(
            reader()
                .read(folder, OcrOptions.text(List.of("eng", "xxx")), null, tempFiles, progress));

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

  @Test
  void shouldWriteASearchablePdfInTheTimeThatIsLeft() throws InterruptedException {
    engine.beforeRead = () -> nanos += PAGE_TIMEOUT.toNanos();
    engine.searchable = (pages, target) -> Optional.empty();

    assertThat(done(read("all", Output.PDF)).searchable()).hasParentRaw(folder);
    assertThat(engine.searchableTimeout).isEqualTo(DOCUMENT_TIMEOUT.minus(PAGE_TIMEOUT));
  }

  @Test
  void shouldFailWhenASearchablePdfIsAskedForAndCannotBeMade() throws InterruptedException {
    assertThat(problem(read("all", Output.PDF)).code()).isEqualTo(FailureCode.UNSUPPORTED_OPTION);

    engine.searchable = (pages, target) -> Optional.empty();
    engine.beforeRead = () -> nanos += DOCUMENT_TIMEOUT.toNanos();
    assertThat(problem(read("all", Output.PDF)).code()).isEqualTo(FailureCode.TIMED_OUT);
  }

  private Outcome<DocumentReading> read(String pages) throws InterruptedException {
    return read(pages, Output.TEXT);
  }

  private Outcome<DocumentReading> read(String pages, Output output) throws InterruptedException {
    PageSelection selection = PageSelection.parse(pages).orElseThrow();
    OcrOptions options = OcrOptions.text(List.of("eng")).withOutputs(List.of(output));
    return reader().read(folder, options.withPages(selection), null, tempFiles, progress);
  }

  private DocumentReader reader() {
    DocumentReader.Limits limits =
        new DocumentReader.Limits(DOCUMENT_TIMEOUT, PAGE_TIMEOUT, MAX_PAGES, 1);
    return new DocumentReader(
        engine, engine, limits, (info, tenant) -> PageCachePort.NONE, helpers, () -> nanos);
  }

  private static DocumentReading done(Outcome<DocumentReading> reading) {
    return reading.fold(
        done -> done,
        problem -> {
          throw new AssertionError(problem);
        });
  }

  private static Problem problem(Outcome<DocumentReading> reading) {
    return reading.fold(
        done -> {
          throw new AssertionError("read");
        },
        problem -> problem);
  }
}
