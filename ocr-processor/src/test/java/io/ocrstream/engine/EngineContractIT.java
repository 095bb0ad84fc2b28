/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Output;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.PageSelection;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.image.ExifOrientation;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests what every engine that uses Tesseract must do, with the real libraries: samples, limits,
 * hostile and damaged files.
 */
public abstract class EngineContractIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  public static final TestSettings SETTINGS = TestSettings.defaults();
  public static final TesseractCatalog CATALOG = TesseractCatalog.of(SETTINGS);

  /** The engine that all tests of a subclass share. */
  private static @Nullable Engine shared;

  @TempDir Path folder;

  /** Starts an engine. With {@link #SETTINGS} it reads two documents at once. */
  protected abstract Engine start(TestSettings settings);

  /** Returns the engine of most tests. */
  protected final Engine engine() {
    Engine engine = shared == null ? start(SETTINGS) : shared;
    shared = engine;
    return engine;
  }

  @AfterAll
  public static void close() {
    if (shared != null) {
      shared.close();
      shared = null;
    }
  }

  public static List<String> samples() throws IOException {
    return Files.readAllLines(SampleFiles.file("samples.txt"));
  }

  /** {@code DeterminismIT} is the short form. */
  @Tag("faults")
  @Test
  void shouldReadThePageAlikeWhenHandlesAreFreshOrUsedAndInAnyOrder()
      throws IOException, InterruptedException, ExecutionException {
    List<String> names = samples();
    List<List<Page>> fresh = new ArrayList<>();
    // One handle for each page.
    try (Engine engine = start(SETTINGS.withRecyclePages(1))) {
      names.forEach(name -> fresh.add(pages(engine, SampleFiles.file(name), "eng")));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      order.addAll(List.of(i, i));
    }
    Collections.shuffle(order, new Random(7));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<List<Page>>> reused = new ArrayList<>();
      for (int i : order) {
        reused.add(threads.submit(() -> pages(engine(), SampleFiles.file(names.get(i)), "eng")));
      }
      for (int i = 0; i < order.size(); i++) {
        assertThat(reused.get(i).get()).isEqualTo(fresh.get(order.get(i)));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldHaveAsManyWordsInTheTextAsInTheList() {
    Page page = pages(engine(), SampleFiles.file("english.png"), "eng").get(0);
    List<Word> words = Optional.ofNullable(page.words()).orElseThrow();
    assertThat(page.text().strip().split("\\s+"))
        .containsExactlyElementsOf(words.stream().map(Word::text).toList());
    assertThat(words)
        .allSatisfy(
            word -> {
              assertThat(word.confidence()).isBetween(0.0, 1.0);
              assertThat(word.x() + word.width()).isBetween(1, page.width());
              assertThat(word.y() + word.height()).isBetween(1, page.height());
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldTurnUprightWhenExifSaysHowThePictureLies(int value) throws IOException {
    BufferedImage picture = new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_GRAY);
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpg", jpeg);
    Path file = folder.resolve("picture");
    Files.write(file, SampleDocuments.withOrientation(jpeg.toByteArray(), value));
    Page page = pages(engine(), file, "eng").get(0);
    assertThat(ExifOrientation.of(file, FileType.JPEG))
        .isEqualTo(List.of(ExifOrientation.values()).get(value - 1));
    assertThat(page.width()).isEqualTo(value > 4 ? 20 : 30);
    assertThat(page.confidence()).isNull();
    assertThat(page.text()).isEmpty();
  }

  @Test
  void shouldTurnThePageWhenItStandsOnItsHeadWithoutSayingSo() throws IOException {
    BufferedImage upright = ImageIO.read(SampleFiles.file("english.png").toFile());
    int width = upright.getWidth();
    int height = upright.getHeight();
    BufferedImage turned = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int gray = upright.getRaster().getSample(x, y, 0);
        turned.getRaster().setSample(width - 1 - x, height - 1 - y, 0, gray);
      }
    }
    Path file = folder.resolve("turned");
    ImageIO.write(turned, "png", file.toFile());
    Page page = pages(engine(), file, "eng").get(0);
    assertThat(page.rotation()).isEqualTo(180);
    assertThat(page.text()).contains("harbour office");
  }

  @Test
  void shouldRefuseWhenTheFileIsNoDocument() throws IOException {
    assertThat(refusal(write(""))).isEqualTo(FailureCode.EMPTY);
    assertThat(refusal(write("<html></html>"))).isEqualTo(FailureCode.UNSUPPORTED_TYPE);
    assertThat(refusal(write("%PDF-1.4 and no more"))).isEqualTo(FailureCode.CORRUPT);
    assertThat(refusal(write("GIF89a"))).isEqualTo(FailureCode.CORRUPT);
  }

  @Test
  void shouldFailThePageWhenItsPixelsAreCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(SampleFiles.file("english.png"));
    Path file = folder.resolve("cut");
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(read(engine(), file, 1, TIMEOUT)).isEqualTo(Optional.of(FailureCode.CORRUPT));
  }

  @Test
  void shouldRefuseWhenThePdfNeedsAPassword() throws IOException {
    assertThat(refusal(encrypted("secret"))).isEqualTo(FailureCode.ENCRYPTED);
    assertThat(read(engine(), encrypted(""), 1, TIMEOUT)).isEmpty();
  }

  @Test
  void shouldRefuseOnlyWhenMorePagesAreAskedForThanTheLimit() {
    Path tiff = SampleFiles.file("letter.tiff");
    try (Engine three = start(SETTINGS.withMaxPages(3))) {
      assertThat(open(three, tiff, "all")).isEmpty();
    }
    try (Engine two = start(SETTINGS.withMaxPages(2))) {
      assertThat(open(two, tiff, "all")).contains(FailureCode.TOO_MANY_PAGES);
      assertThat(open(two, tiff, "2-")).isEmpty();
      assertThat(open(two, tiff, "4-")).contains(FailureCode.NO_SUCH_PAGE);
    }
    assertThat(read(engine(), tiff, 4, TIMEOUT)).contains(FailureCode.NO_SUCH_PAGE);
  }

  @Test
  void shouldTimeOutWhenAPageHasNoTimeLeft() {
    Path page = SampleFiles.file("english.png");
    assertThat(read(engine(), page, 1, Duration.ofMillis(20))).contains(FailureCode.TIMED_OUT);
    assertThat(read(engine(), page, 1, TIMEOUT)).isEmpty();
  }

  @Test
  void shouldRefuseWhenTheModelsAreNotThoseAskedFor() {
    EngineInfo info = info("eng", "all");
    EngineInfo other = new EngineInfo(info.name(), "0", info.modelDigest(), info.options());
    FailureCode code =
        engine()
            .open(SampleFiles.file("english.png"), other)
            .fold(document -> FailureCode.EMPTY, problem -> problem.code());
    assertThat(code).isEqualTo(FailureCode.INTERNAL);
  }

  public static Optional<FailureCode> open(Engine engine, Path file, String pages) {
    return open(engine, file, info("eng", pages));
  }

  protected static Optional<FailureCode> open(Engine engine, Path file, EngineInfo info) {
    return engine
        .open(file, info)
        .fold(
            document -> {
              document.close();
              return Optional.<FailureCode>empty();
            },
            problem -> Optional.of(problem.code()));
  }

  private FailureCode refusal(Path file) {
    return open(engine(), file, "all").orElseThrow();
  }

  public static Optional<FailureCode> read(Engine engine, Path file, int number, Duration timeout) {
    return engine
        .open(file, info("eng", "all"))
        .fold(
            document -> {
              try (document) {
                return document
                    .read(number, timeout, PageCachePort.NONE)
                    .fold(page -> Optional.<FailureCode>empty(), p -> Optional.of(p.code()));
              }
            },
            problem -> Optional.of(problem.code()));
  }

  public static List<Page> pages(Engine engine, Path file, String language) {
    return engine
        .open(file, info(language, "all"))
        .fold(
            document -> {
              try (document) {
                return Stream.iterate(1, n -> n <= document.pageCount(), n -> n + 1)
                    .map(
                        n ->
                            document
                                .read(n, TIMEOUT, PageCachePort.NONE)
                                .fold(Optional::of, p -> Optional.<Page>empty()))
                    .map(Optional::orElseThrow)
                    .toList();
              }
            },
            refused -> List.<Page>of());
  }

  public static EngineInfo info(String language, String pages) {
    OcrOptions options =
        OcrOptions.text(List.of(language))
            .withPages(PageSelection.parse(pages).orElseThrow())
            .withOutputs(List.of(Output.TEXT, Output.WORDS));
    return CATALOG.info(options).orElseThrow();
  }

  /** Returns the language of a sample. */
  public static String language(String name) {
    return switch (name) {
      case "portuguese.png" -> "por";
      case "spanish.png" -> "spa";
      case "french.png" -> "fra";
      default -> "eng";
    };
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("document"), text);
  }

  private Path encrypted(String password) throws IOException {
    Path file = folder.resolve("encrypted");
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage());
      document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
      document.save(file.toFile());
    }
    return file;
  }
}
