/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.loadtest.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs the installed program {@code tesseract} on one CPU, with one process per document, as a
 * script would.
 *
 * <p><b>Threading:</b> any. <b>Bounds:</b> {@link #TIMEOUT_MINUTES} per document.
 */
final class CommandLineTesseract {
  private static final long TIMEOUT_MINUTES = 5;

  private final Path program;
  private final Path models;

  private CommandLineTesseract(Path program, Path models) {
    this.program = program;
    this.models = models;
  }

  /**
   * Returns the program if it is on the path.
   *
   * @param models folder of the engine's models, which the program uses too
   */
  static Optional<CommandLineTesseract> find(String path, Path models) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "tesseract"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new CommandLineTesseract(program, models));
  }

  /** Returns the version that the program prints. */
  String version() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
    try (var lines = process.inputReader()) {
      String first = lines.readLine();
      return first == null ? "unknown" : first;
    } finally {
      process.waitFor();
    }
  }

  /** Reads a document; returns whether the program succeeded. */
  boolean read(Path document, List<String> languages) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.add(document.toString());
    command.add("stdout");
    command.addAll(List.of("--tessdata-dir", models.toString()));
    command.addAll(List.of("-l", String.join("+", languages)));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // More threads would slow each other down, and the comparison is per CPU.
    builder.environment().put("OMP_THREAD_LIMIT", "1");
    Process process = builder.start();
    if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }
}
