/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine.auto;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ocrstream.contracts.Choice;
import io.ocrstream.contracts.EngineInfo;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.FailureCode;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.contracts.Problem;
import io.ocrstream.contracts.Word;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.FirstPage;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.PlantedWords;
import io.ocrstream.engine.SampleFiles;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.installed.InstalledEngines;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the engine {@code auto} in this process. */
class AutoEngineIT {
  private static final InstalledEngines INSTALLED = InstalledEngines.of(TestSettings.defaults());
  private static final Engine ENGINE = INSTALLED.start();
  private static final OcrOptions ENGLISH = OcrOptions.text(List.of("eng"));

  @TempDir private Path folder = Path.of("unset");

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @Test
  void shouldReadACleanPageOnceAsTesseractDoes() {
    Path clean = SampleFiles.file("english.png");
    Page page = read(clean, ENGLISH, EngineName.AUTO, PageCachePort.NONE);
    assertThat(choice(page)).isEqualTo(new Choice(EngineName.TESSERACT, Choice.Reason.SURE, null));
    Page alone = read(clean, ENGLISH, EngineName.TESSERACT, PageCachePort.NONE);
    assertReadAlike(page, alone);
  }

  @Test
  void shouldKeepTheSecondReadingWhenItIsTheBetter() throws IOException {
    Path faded = faded();
    Page page = read(faded, ENGLISH, EngineName.AUTO, PageCachePort.NONE);
    assertThat(choice(page).engine()).isEqualTo(EngineName.ONNX);
    assertThat(choice(page).reason()).isEqualTo(Choice.Reason.FEWER_ERRORS);
    Page first = read(faded, ENGLISH, EngineName.TESSERACT, PageCachePort.NONE);
    Page alone = read(faded, ENGLISH, EngineName.ONNX, PageCachePort.NONE);
    assertThat(choice(page).agreement())
        .isEqualTo(Agreement.of(first, alone))
        .isBetween(0.01, 0.99);
    assertThat(requireNonNull(page.lines())).hasSameSizeAs(alone.lines());
    assertThat(texts(page))
        .as("words of either reading")
        .isSubsetOf(Stream.concat(texts(alone).stream(), texts(first).stream()).toList());
  }

  private static List<String> texts(Page page) {
    return requireNonNull(page.words()).stream().map(Word::text).toList();
  }

  @Test
  void shouldReadLineByLineWithBothWhenTheSecondEngineCannotSpellTheLanguage() throws IOException {
    Page page = read(faded(), OcrOptions.text(List.of("por")), EngineName.AUTO, PageCachePort.NONE);
    assertThat(choice(page).engine()).isEqualTo(EngineName.AUTO);
    assertThat(choice(page).agreement()).isNotNull();
  }

  @Test
  void shouldMakeNothingUpWhenThePageIsBlank() throws IOException {
    BufferedImage blank = new BufferedImage(600, 800, BufferedImage.TYPE_BYTE_GRAY);
    Random chance = new Random(3);
    for (int i = 0; i < 600 * 800; i++) {
      int gray = 245 + chance.nextInt(8);
      blank.setRGB(i % 600, i / 600, gray * 0x010101);
    }
    Page page = read(written(blank), ENGLISH, EngineName.AUTO, PageCachePort.NONE);
    assertThat(page.words()).isEmpty();
    assertThat(choice(page)).isEqualTo(new Choice(EngineName.TESSERACT, Choice.Reason.SURE, null));
  }

  /** The second engine reads the rings as o and 0. */
  @Tag("faults")
  @Test
  void shouldMakeNothingUpWhenThePageIsAScatterPlot() throws IOException {
    BufferedImage plot = new BufferedImage(900, 700, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = plot.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, plot.getWidth(), plot.getHeight());
    pen.setColor(new Color(0, 0, 160));
    Random chance = new Random(3);
    for (int i = 0; i < 280; i++) {
      pen.drawOval(50 + chance.nextInt(800), 50 + chance.nextInt(600), 9, 9);
    }
    pen.dispose();
    Page page = read(written(plot), ENGLISH, EngineName.AUTO, PageCachePort.NONE);
    assertThat(page.words()).isEmpty();
    assertThat(page.confidence()).isNull();
  }

  /** The second engine reads the icons as zeros. */
  @Test
  void shouldMakeNothingUpWhenThePageHasIconsOnly() throws IOException {
    BufferedImage icons = new BufferedImage(850, 1100, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = icons.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, icons.getWidth(), icons.getHeight());
    int[] colours = {0xef5350, 0x42a5f5, 0x66bb6a, 0xffa726, 0xab47bc};
    for (int i = 0; i < 20; i++) {
      int x = 90 + i % 4 * 180;
      int y = 90 + i / 4 * 200;
      pen.setColor(new Color(colours[(i + i / 4) % colours.length]));
      pen.fillRoundRect(x, y, 110, 110, 48, 48);
      pen.setColor(Color.WHITE);
      pen.fillPolygon(new int[] {x + 55, x + 85, x + 25}, new int[] {y + 25, y + 80, y + 80}, 3);
    }
    pen.dispose();
    Page page = read(written(icons), ENGLISH, EngineName.AUTO, PageCachePort.NONE);
    assertThat(page.words()).isEmpty();
    assertThat(page.confidence()).isNull();
  }

  @Test
  void shouldRememberThePageAsItWasChosen() throws IOException {
    Path faded = faded();
    Map<String, Page> kept = new HashMap<>();
    PageCachePort memory =
        new PageCachePort() {
          @Override
          public Optional<Page> find(String digest) {
            return Optional.ofNullable(kept.get(digest));
          }

          @Override
          public void keep(String digest, Page page) {
            kept.put(digest, page);
          }
        };
    Page page = read(faded, ENGLISH, EngineName.AUTO, memory);
    assertThat(kept).hasSize(1).containsValue(page);
    assertThat(read(faded, ENGLISH, EngineName.AUTO, memory)).isEqualTo(page);
  }

  @Test
  void shouldTimeOutWhenTheSecondReadingDoes() throws IOException {
    Outcome<Page> outcome = outcome(faded(), Duration.ofMillis(1), EngineName.AUTO);
    assertThat(outcome.problem().map(Problem::code)).contains(FailureCode.TIMED_OUT);
  }

  @Test
  void shouldRefuseADescriptionThatIsNotItsOwn() {
    EngineInfo info = INSTALLED.info(ENGLISH.withEngine(EngineName.AUTO)).orElseThrow();
    EngineInfo other =
        new EngineInfo(
            info.name(), "another", info.modelDigest(), info.options(), info.rendering());
    FailureCode code =
        ENGINE
            .open(SampleFiles.file("english.png"), other)
            .fold(document -> FailureCode.EMPTY, refused -> refused.code());
    assertThat(code).isEqualTo(FailureCode.INTERNAL);
  }

  /** Compares all but confidences, which are calibrated. */
  private static void assertReadAlike(Page page, Page alone) {
    assertThat(page.text()).isEqualTo(alone.text());
    assertThat(words(page)).isNotEmpty().isEqualTo(words(alone));
    assertThat(page.words()).allSatisfy(word -> assertThat(word.confidence()).isBetween(0.0, 1.0));
  }

  private static List<Word> words(Page page) {
    return requireNonNull(page.words()).stream().map(word -> word.withConfidence(0)).toList();
  }

  private static Choice choice(Page page) {
    return requireNonNull(requireNonNull(page.treatment()).choice());
  }

  private static Page read(Path file, OcrOptions options, EngineName engine, PageCachePort memory) {
    EngineInfo info = INSTALLED.info(options.withEngine(engine)).orElseThrow();
    return FirstPage.of(ENGINE, file, info, memory);
  }

  private static Outcome<Page> outcome(Path file, Duration timeout, EngineName engine) {
    EngineInfo info = INSTALLED.info(ENGLISH.withEngine(engine)).orElseThrow();
    return ENGINE
        .open(file, info)
        .fold(
            document -> {
              try (document) {
                return document.read(1, timeout, PageCachePort.NONE);
              }
            },
            refused -> {
              throw new AssertionError(refused);
            });
  }

  /** Draws small, faded letters on uneven paper, as on a till receipt. */
  private Path faded() throws IOException {
    BufferedImage sharp = PlantedWords.page().image();
    int width = sharp.getWidth() * 2 / 5;
    int height = sharp.getHeight() * 2 / 5;
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = small.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(sharp, 0, 0, width, height, null);
    pen.dispose();
    Random chance = new Random(11);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double gray = 140 + (small.getRGB(x, y) & 0xFF) * 0.35 + 9 * chance.nextGaussian();
        int level = (int) Math.max(0, Math.min(255, gray));
        small.setRGB(x, y, level * 0x010101);
      }
    }
    return written(small);
  }

  private Path written(BufferedImage image) throws IOException {
    Path file = folder.resolve("page.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
