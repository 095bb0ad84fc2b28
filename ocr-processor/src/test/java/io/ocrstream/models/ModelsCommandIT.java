/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocrstream.app.ExitCode;
import io.ocrstream.cli.CommandRun;
import io.ocrstream.config.EngineConfig;
import io.ocrstream.config.loader.SettingsLoader;
import io.ocrstream.contracts.EngineName;
import io.ocrstream.contracts.OcrOptions;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.contracts.Page;
import io.ocrstream.engine.Engine;
import io.ocrstream.engine.EngineUnavailableException;
import io.ocrstream.engine.PageCachePort;
import io.ocrstream.engine.TestSettings;
import io.ocrstream.engine.installed.InstalledEngines;
import io.ocrstream.engine.onnx.TinyNetworks;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adds models with the command, as an operator does, and reads with them. */
class ModelsCommandIT {
  private static final int FRENCH_LETTERS = TinyNetworks.FRENCH.length();

  @TempDir Path folder;

  private String printed = "";

  @Test
  void shouldListTheBundledModels() {
    assertThat(run("list")).isEqualTo(ExitCode.DONE);
    assertThat(printed)
        .containsPattern("tesseract +por +por +c4932b937207 +Apache-2.0 +bundled")
        .containsPattern("onnx +pp-ocr-v4 +chi_sim,eng +[0-9a-f]{12} +Apache-2.0 +bundled");
    assertThat(run("list", "--json")).isEqualTo(ExitCode.DONE);
    assertThat(printed.lines())
        .anyMatch(line -> line.startsWith("{\"engine\":\"tesseract\",\"name\":\"eng\""));
  }

  @Test
  void shouldReadWithAnAddedSetOfNetworks() throws IOException {
    TinyNetworks.write(folder.resolve("tiny"), TinyNetworks.FRENCH, FRENCH_LETTERS, 48);
    String before = digest("eng");
    assertThat(addSet()).as(printed).isEqualTo(ExitCode.DONE);
    assertThat(printed).containsPattern("onnx +tiny +eng,fra .*CC0-1.0 +added");
    assertThat(readBars()).isEqualTo("ééé");
    assertThat(digest("eng")).isNotEqualTo(before);
    assertThat(digest("chi_sim")).isEqualTo(before);
    assertThat(run("verify")).as(printed).isEqualTo(ExitCode.DONE);
    assertThat(printed).containsPattern("onnx +tiny");
    assertThat(addSet()).isEqualTo(ExitCode.USAGE);
    assertThat(printed).contains("tiny exists; add --replace");
    assertThat(addSet("--replace")).isEqualTo(ExitCode.DONE);
    Files.writeString(onnx().resolve("tiny/dict.txt"), "other");
    assertThat(run("verify")).isEqualTo(ExitCode.BROKEN);
    assertThat(printed).contains("dict.txt has the SHA-256");
  }

  @Test
  void shouldRefuseASetThatIsNotWhatItsDescriptionSays() throws IOException {
    TinyNetworks.write(folder.resolve("tiny"), TinyNetworks.FRENCH, FRENCH_LETTERS - 1, 48);
    assertRefused("rec.onnx", "[1, 6, " + (FRENCH_LETTERS + 1) + "]", "" + (FRENCH_LETTERS + 2));
    TinyNetworks.write(folder.resolve("tiny"), TinyNetworks.FRENCH, FRENCH_LETTERS, 64);
    // Without the command, which would start several children before it believes this one, too.
    Map<String, String> set = new HashMap<>(overrides());
    set.put("ocr.engine.onnx.models-dir", folder.toString());
    assertThatThrownBy(() -> InstalledEngines.of(SettingsLoader.of(set).engine()).start())
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("rec.onnx")
        .hasMessageContaining("does not take input of the shape [1, 3, 48, 48]");
  }

  @Test
  void shouldRefuseLanguagesThatTheVocabularyDoesNotSpell() throws IOException {
    TinyNetworks.write(folder.resolve("tiny"), TinyNetworks.FRENCH, FRENCH_LETTERS, 48);
    describe("languages = fra, por");
    assertRefused("lacks letters of por: á ã í ó õ");
    describe("languages = ara");
    assertRefused("right to left");
    describe("languages = fra\ndetection.file.sha256 = " + "0".repeat(64));
    assertRefused("det.onnx has the SHA-256");
    describe("languages = fra\ndetection.file.sha256 = ");
    assertThat(addSet()).as(printed).isEqualTo(ExitCode.DONE);
    assertThat(printed).containsPattern("tiny +fra ");
    TinyNetworks.write(folder.resolve("none"), "é", 1, 48);
    assertThat(run("add", folder.resolve("none/models.properties").toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(printed).contains("spells no language");
  }

  @Test
  void shouldAddALanguageOfTesseract() throws IOException {
    Path file = folder.resolve("deu.traineddata");
    try (InputStream in = TesseractCatalog.bundled("spa.traineddata")) {
      Files.copy(in, file);
    }
    assertThat(run("add", file.toString(), "--licence", "Apache-2.0")).isEqualTo(ExitCode.DONE);
    assertThat(printed).containsPattern("tesseract +deu +deu +6f2e04d02774 +Apache-2.0 +added");
    Path installed = tesseract().resolve("deu.traineddata");
    Files.write(installed, new byte[] {1});
    assertThatThrownBy(() -> InstalledEngines.of(settings()))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("deu.traineddata has the SHA-256");
    assertThat(run("verify")).isEqualTo(ExitCode.BROKEN);
  }

  @Test
  void shouldRefuseWhatTesseractDoesNotLoad() throws IOException {
    Path file = folder.resolve("deu.traineddata");
    try (InputStream in = TesseractCatalog.bundled("spa.traineddata")) {
      Files.write(file, in.readNBytes(200_000));
    }
    assertThat(run("add", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(printed).contains("cannot load it");
    try (Stream<Path> left = Files.list(tesseract())) {
      assertThat(left).isEmpty();
    }
    Path osd = Files.writeString(folder.resolve("osd.traineddata"), "x");
    assertThat(run("add", osd.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(printed).contains("neither LANGUAGE.traineddata");
    assertThat(run("add", folder.resolve("none.traineddata").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(printed).contains("There is no file");
  }

  @Test
  void shouldNameTheSettingThatIsMissing() throws IOException {
    Path file = Files.writeString(folder.resolve("deu.traineddata"), "x");
    CommandRun run = CommandRun.of(Map.of(), "models add", file.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).contains("set ocr.engine.models-dir");
  }

  private void assertRefused(String... reasons) {
    assertThat(addSet()).as(printed).isEqualTo(ExitCode.USAGE);
    assertThat(printed).contains(reasons);
    assertThat(onnx().resolve("tiny")).doesNotExist();
  }

  private ExitCode addSet(String... more) {
    List<String> arguments = new ArrayList<>(List.of("add"));
    arguments.add(folder.resolve("tiny/models.properties").toString());
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private void describe(String lines) throws IOException {
    Path file = folder.resolve("tiny/models.properties");
    Files.writeString(file, Files.readString(file) + lines + "\n");
  }

  private ExitCode run(String... arguments) {
    CommandRun run = CommandRun.of(overrides(), "models", arguments);
    printed = run.text();
    return Stream.of(ExitCode.values())
        .filter(exit -> exit.code() == run.exitCode())
        .findFirst()
        .orElseThrow();
  }

  private Map<String, String> overrides() {
    return Map.of(
        "ocr.engine.install-dir", TestSettings.INSTALL_DIR.toString(),
        "ocr.engine.child.spares", "0",
        "ocr.engine.models-dir", tesseract().toString(),
        "ocr.engine.onnx.models-dir", onnx().toString());
  }

  private EngineConfig settings() {
    return SettingsLoader.of(overrides()).engine();
  }

  private Path tesseract() {
    return existing("tessdata");
  }

  private Path onnx() {
    return existing("networks");
  }

  private Path existing(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static OcrOptions options(String language) {
    return OcrOptions.text(List.of(language)).withEngine(EngineName.ONNX);
  }

  private String digest(String language) {
    return InstalledEngines.of(settings()).info(options(language)).orElseThrow().modelDigest();
  }

  /* Three bars in a line, far enough apart for a blank between them. */
  private String readBars() throws IOException {
    BufferedImage image = new BufferedImage(400, 160, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = image.createGraphics();
    pen.fillRect(0, 0, 400, 160);
    pen.setColor(java.awt.Color.BLACK);
    for (int i = 0; i < 3; i++) {
      pen.fillRect(80 + 80 * i, 60, 40, 40);
    }
    pen.dispose();
    Path file = folder.resolve("bars.png");
    ImageIO.write(image, "png", file.toFile());
    InstalledEngines engines = InstalledEngines.of(settings());
    try (Engine engine = engines.start();
        Engine.Document document =
            found(engine.open(file, engines.info(options("fra")).orElseThrow()))) {
      Page page = found(document.read(1, Duration.ofMinutes(1), PageCachePort.NONE));
      return page.text().replaceAll("\\s", "");
    }
  }

  private static <T> T found(Outcome<T> outcome) {
    return outcome.fold(
        value -> value,
        problem -> {
          throw new AssertionError(problem);
        });
  }
}
