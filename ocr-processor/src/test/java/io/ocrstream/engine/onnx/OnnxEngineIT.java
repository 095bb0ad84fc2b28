/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtEnvironment;
import io.ocrstream.config.EngineConfig;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.OnnxSettings;
import io.ocrstream.engine.PageCachePort;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the engine with the real runtime and models: samples, planted text and limits. */
class OnnxEngineIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final EngineConfig SETTINGS = OnnxSettings.bundled().engine();
  private static final OnnxCatalog CATALOG = OnnxCatalog.of(SETTINGS).orElseThrow();
  private static final OnnxEngine ENGINE = OnnxEngine.start(SETTINGS, CATALOG);
  private static final Page SAMPLE = page(ENGINE, OnnxSettings.sample("english.png"));
  private static final Page SIDEWAYS = page(ENGINE, OnnxSettings.sample("receipt-sideways.jpg"));

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void shouldBeTheVersionThatTheCatalogSays() {
    assertThat(OrtEnvironment.getEnvironment().getVersion()).isEqualTo(OnnxCatalog.RUNTIME_VERSION);
  }

  @Test
  void shouldReadTheSample() {
    assertThat(SAMPLE.text())
        .contains("Every morning the clerk of the harbour office opens\nthe shutters")
        .contains("On the 14th of March there were 27 boats, more than\nin any other week");
    assertThat(SAMPLE.confidence()).isGreaterThan(0.9);
    assertThat(SAMPLE.rotation()).isZero();
  }

  @Test
  void shouldTurnAPageThatLiesOnItsSide() {
    assertThat(SIDEWAYS.text()).contains("Apples 1 kg 2.95\n").contains("TOTAL 15.05\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void shouldSayWhereWordsStandWhenThePageIsTurned(int degrees) throws IOException {
    BufferedImage planted = PlantedText.page();
    Page page = page(ENGINE, write(PlantedText.turned(planted, degrees)));
    assertThat(page.rotation()).isEqualTo((360 - degrees) % 360);
    assertWords(page, degrees, 8);
  }

  @Test
  void shouldFollowLinesThatRunAskew() throws IOException {
    Page page = page(ENGINE, write(PlantedText.slanted(PlantedText.page(), 4)));
    assertThat(page.text()).contains(PlantedText.FIRST).contains(PlantedText.SECOND);
    // Word boxes also lean with italic letters, here by one degree.
    assertThat(Objects.requireNonNull(page.treatment()).skew()).isCloseTo(4, within(1.5));
  }

  @Test
  void shouldAgreeWithItselfInTextWordsLinesAndBlocks() {
    List<Word> words = Objects.requireNonNull(SAMPLE.words());
    assertThat(SAMPLE.text().strip().split("\\s+"))
        .containsExactlyElementsOf(words.stream().map(Word::text).toList());
    assertThat(Objects.requireNonNull(SAMPLE.lines()))
        .allSatisfy(
            line ->
                assertThat(line.text())
                    .isEqualTo(
                        String.join(
                            " ",
                            words
                                .subList(line.firstWord(), line.firstWord() + line.wordCount())
                                .stream()
                                .map(Word::text)
                                .toList())));
    assertThat(Objects.requireNonNull(SAMPLE.blocks()))
        .hasSameSizeAs(SAMPLE.text().strip().split("\n\n"));
  }

  @Test
  void shouldFindNoTextOnABlankPage() throws IOException {
    Page page = page(ENGINE, write(PlantedText.blank()));
    assertThat(page.text()).isEmpty();
    assertThat(page.confidence()).isNull();
    assertThat(page.words()).isEmpty();
  }

  @Test
  void shouldReadAlikeInAnyOrderWithAnyThreads() throws InterruptedException, ExecutionException {
    List<Path> files =
        List.of(OnnxSettings.sample("english.png"), OnnxSettings.sample("receipt-sideways.jpg"));
    List<Page> first = List.of(SAMPLE, SIDEWAYS);
    EngineConfig two = OnnxSettings.bundled().withThreads(2).engine();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (OnnxEngine other = OnnxEngine.start(two, CATALOG)) {
      List<Future<Page>> again = new ArrayList<>();
      for (int i = 3; i >= 0; i--) {
        Path file = files.get(i % 2);
        OnnxEngine engine = i < 2 ? other : ENGINE;
        again.add(threads.submit(() -> page(engine, file)));
      }
      for (int i = 0; i < again.size(); i++) {
        assertThat(again.get(i).get()).isEqualTo(first.get((3 - i) % 2));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldTimeOutWhenThereIsNoTimeLeft() {
    assertThat(problem(OnnxSettings.sample("english.png"), Duration.ofNanos(1)).code())
        .isEqualTo(FailureCode.TIMED_OUT);
  }

  @Test
  void shouldReadAsManyPagesAsTheLimitAndNoMore() {
    Path letter = OnnxSettings.sample("letter.tiff");
    try (OnnxEngine two = OnnxEngine.start(OnnxSettings.bundled().engineOfPages(2), CATALOG);
        OnnxEngine three = OnnxEngine.start(OnnxSettings.bundled().engineOfPages(3), CATALOG)) {
      assertThat(refusal(two, letter, info()).code()).isEqualTo(FailureCode.TOO_MANY_PAGES);
      try (Engine.Document document = open(three, letter)) {
        assertThat(document.pageCount()).isEqualTo(3);
        assertThat(text(document, 2)).contains("The garden gate is still broken.");
      }
    }
  }

  @Test
  void shouldRefuseWhatIsNoDocument() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "plain");
    assertThat(refusal(ENGINE, file, info()).code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE);
  }

  @Test
  void shouldRefuseToBeAnotherEngine() {
    EngineInfo other = new EngineInfo("onnx", "0", info().modelDigest(), info().options());
    assertThat(refusal(ENGINE, OnnxSettings.sample("english.png"), other).code())
        .isEqualTo(FailureCode.INTERNAL);
    EngineInfo french = withOptions(OcrOptions.text(List.of("fra")).withEngine(EngineName.ONNX));
    assertThat(refusal(ENGINE, OnnxSettings.sample("english.png"), french).code())
        .isEqualTo(FailureCode.UNSUPPORTED_LANGUAGE);
  }

  @Test
  void shouldNotReadAPageThatItRemembers() {
    Page known = page(ENGINE, OnnxSettings.sample("notice.gif"));
    PageCachePort memory =
        new PageCachePort() {
          @Override
          public Optional<Page> find(String digest) {
            return Optional.of(known.withNumber(7));
          }

          @Override
          public void keep(String digest, Page page) {
            throw new AssertionError("it was not read");
          }
        };
    try (Engine.Document document = open(ENGINE, OnnxSettings.sample("english.png"))) {
      assertThat(page(document.read(1, TIMEOUT, memory))).isEqualTo(known);
    }
  }

  @Test
  void shouldReadAlikeWithTheSameModelsFromAFolder() throws IOException {
    Models.copyTo(folder);
    EngineConfig settings = OnnxSettings.of(folder).engine();
    OnnxCatalog catalog = OnnxCatalog.of(settings).orElseThrow();
    assertThat(catalog.sets().all().get(0).digest()).isEqualTo(CATALOG.sets().digest());
    try (OnnxEngine engine = OnnxEngine.start(settings, catalog)) {
      assertThat(page(engine, OnnxSettings.sample("receipt-sideways.jpg"))).isEqualTo(SIDEWAYS);
    }
  }

  @Test
  void shouldNotStartWhenAFileIsNoNetwork() throws IOException {
    Models.copyTo(folder);
    Files.writeString(folder.resolve(CATALOG.sets().all().get(0).detection().file()), "no network");
    EngineConfig settings = OnnxSettings.of(folder).engine();
    OnnxCatalog catalog = OnnxCatalog.of(settings).orElseThrow();
    assertThatThrownBy(() -> OnnxEngine.start(settings, catalog))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("cannot be loaded");
  }

  /** A word's box may be wider, because the network includes surroundings. */
  private static void assertWords(Page page, int degrees, int tolerance) {
    List<Word> words = Objects.requireNonNull(page.words());
    assertThat(words)
        .extracting(Word::text)
        .containsExactly((PlantedText.FIRST + " " + PlantedText.SECOND).split(" "));
    List<java.awt.Rectangle> planted = PlantedText.words(degrees);
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      java.awt.Rectangle box = planted.get(i);
      assertThat(word.x()).as(word.text()).isCloseTo(box.x, within(2 * tolerance));
      assertThat(word.y()).as(word.text()).isCloseTo(box.y, within(2 * tolerance));
      assertThat(word.x() + word.width() / 2).isCloseTo((int) box.getCenterX(), within(tolerance));
      assertThat(word.y() + word.height() / 2).isCloseTo((int) box.getCenterY(), within(tolerance));
    }
  }

  private Path write(BufferedImage image) throws IOException {
    Path file = folder.resolve("page.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private static EngineInfo info() {
    return withOptions(OcrOptions.text(List.of("eng")).withEngine(EngineName.ONNX));
  }

  private static EngineInfo withOptions(OcrOptions options) {
    EngineInfo english =
        CATALOG.info(OcrOptions.text(List.of("eng")).withEngine(EngineName.ONNX)).orElseThrow();
    return new EngineInfo(
        english.name(), english.version(), english.modelDigest(), options, english.rendering());
  }

  private static Engine.Document open(Engine engine, Path file) {
    EngineInfo info = withOptions(OcrOptions.text(List.of("eng")).withEngine(EngineName.ONNX));
    EngineInfo own =
        new EngineInfo(
            info.name(), info.version(), info.modelDigest(), info.options(), info.rendering());
    return engine.open(file, own).fold(document -> document, problem -> failed(problem));
  }

  private static Page page(Outcome<Page> outcome) {
    return outcome.fold(
        page -> page,
        problem -> {
          throw new AssertionError(problem);
        });
  }

  private static Page page(Engine engine, Path file) {
    try (Engine.Document document = open(engine, file)) {
      return page(document.read(1, TIMEOUT, PageCachePort.NONE));
    }
  }

  private static String text(Engine.Document document, int number) {
    return page(document.read(number, TIMEOUT, PageCachePort.NONE)).text();
  }

  private static Problem problem(Path file, Duration timeout) {
    try (Engine.Document document = open(ENGINE, file)) {
      return document.read(1, timeout, PageCachePort.NONE).problem().orElseThrow();
    }
  }

  private static Problem refusal(Engine engine, Path file, EngineInfo info) {
    return engine.open(file, info).problem().orElseThrow();
  }

  private static Engine.Document failed(Problem problem) {
    throw new AssertionError(problem);
  }
}
