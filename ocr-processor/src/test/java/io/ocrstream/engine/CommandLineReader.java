/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import io.ocrstream.config.EngineConfig;
import io.ocrstream.contracts.Outcome;
import io.ocrstream.engine.document.DocumentOpener;
import io.ocrstream.engine.image.PageSource;
import io.ocrstream.engine.image.PixImage;
import io.ocrstream.engine.tesseract.TesseractCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sourceforge.lept4j.Leptonica1;

/** Runs this machine's {@code tesseract} command in one thread with the project's models. */
final class CommandLineReader {
  private static final int PNG = 3;

  /** The second line of the shell's {@code times}: user and system time of its children. */
  private static final Pattern TIMES = Pattern.compile("(\\d+)m([0-9.]+)s (\\d+)m([0-9.]+)s\\s*$");

  private final Path work;
  private final Path models;
  private final DocumentOpener documents;

  private CommandLineReader(Path work, Path models, EngineConfig settings) {
    this.work = work;
    this.models = models;
    this.documents = new DocumentOpener(settings);
  }

  /**
   * The result of the command.
   *
   * @param text of all pages
   * @param seconds CPU time
   */
  record Text(String text, double seconds) {}

  static CommandLineReader with(TesseractCatalog catalog, Path work) throws IOException {
    Path models = Files.createDirectories(work.resolve("models"));
    for (String language : catalog.languages()) {
      try (InputStream model = TesseractCatalog.bundled(language + ".traineddata")) {
        Files.copy(
            model, models.resolve(language + ".traineddata"), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return new CommandLineReader(work, models, TestSettings.defaults());
  }

  /** Reads images one after the other. */
  Text read(List<Path> images, List<String> languages) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    double seconds = 0;
    for (Path image : images) {
      Text page = run(image, String.join("+", languages));
      text.append(page.text());
      seconds += page.seconds();
    }
    return new Text(text.toString(), seconds);
  }

  /** Returns the inputs for a document: the document itself, or images of its pages. */
  List<Path> images(Path file) {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(".pdf") && !name.endsWith(".gif")) {
      return List.of(file);
    }
    List<Path> images = new ArrayList<>();
    try (PageSource source = value(documents.open(file))) {
      for (int number = 1; number <= source.pageCount(); number++) {
        Path image = work.resolve("page-" + number + ".png");
        try (PixImage raster = value(source.page(number))) {
          Leptonica1.pixWrite(image.toString(), raster.pix(), PNG);
        }
        images.add(image);
      }
    }
    return images;
  }

  private static <T> T value(Outcome<T> attempt) {
    return attempt.fold(
        value -> value,
        problem -> {
          throw new IllegalStateException(problem.message());
        });
  }

  private Text run(Path image, String languages) throws IOException, InterruptedException {
    Path out = work.resolve("command-line");
    Path times = work.resolve("times");
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "\"$@\" 2>/dev/null; times",
            "sh",
            "tesseract",
            image.toString(),
            out.toString(),
            "--tessdata-dir",
            models.toString(),
            "-l",
            languages);
    builder.environment().put("OMP_THREAD_LIMIT", "1");
    builder.redirectOutput(times.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
    Files.deleteIfExists(Path.of(out + ".txt"));
    builder.start().waitFor();
    Matcher matcher = TIMES.matcher(Files.readString(times, StandardCharsets.US_ASCII));
    if (!matcher.find()) {
      throw new IOException("the shell told no times");
    }
    double seconds =
        60 * (Double.parseDouble(matcher.group(1)) + Double.parseDouble(matcher.group(3)))
            + Double.parseDouble(matcher.group(2))
            + Double.parseDouble(matcher.group(4));
    Path read = Path.of(out + ".txt");
    return new Text(Files.exists(read) ? Files.readString(read) : "", seconds);
  }
}
